"""Makes trajectories.json: networks trained for sixty updates by JAX and Optax in double precision.

Layers are z = x W + b with W [inputs, outputs]; losses are means over the batch, and the penalty l1 Σ|w| + ½ l2 Σ w²
over the weights is not among them: python tests/reference/trajectories.py (needs JAX and Optax)."""
import json
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax

UPDATES = 60
GRID = 64  # inputs and first parameters are odd multiples of 1/128: exact in float32 and print, never at the kink of |w|

ACTIVATIONS = {
    "sigmoid": jax.nn.sigmoid,
    "tanh": jnp.tanh,
    "relu": jax.nn.relu,
    "leaky-relu": lambda z: jax.nn.leaky_relu(z, 0.01),
    "softplus": jax.nn.softplus,
    "elu": lambda z: jax.nn.elu(z, 1.0),
}
LOSSES = {
    "cross-entropy": lambda z, t: (
        optax.softmax_cross_entropy(z, t).mean()
        if z.shape[1] > 1
        else optax.sigmoid_binary_cross_entropy(z, t).mean()
    ),
    "squared-error": lambda z, t: optax.l2_loss(jax.nn.sigmoid(z), t).sum(1).mean(),
    "squared-error-linear": lambda z, t: optax.l2_loss(z, t).sum(1).mean(),
}
OPTIMIZERS = {
    "sgd": (0.1, optax.sgd),
    "momentum": (0.02, lambda rate: optax.sgd(rate, momentum=0.9)),
    "nesterov": (0.02, lambda rate: optax.sgd(rate, momentum=0.9, nesterov=True)),
    "rmsprop": (0.01, lambda rate: optax.rmsprop(rate, decay=0.99, eps=1e-8, eps_in_sqrt=False)),
    "adam": (0.03, optax.adam),
}
# Sizes, activations of the hidden layers, loss, (l1, l2), examples, batch size.
NETWORKS = [
    ([2, 4, 1], ["tanh"], "cross-entropy", (0, 0), 11, 4),
    ([2, 3, 3], ["softplus"], "cross-entropy", (0, 0), 17, 5),
    ([3, 5, 2], ["sigmoid"], "squared-error", (0, 0), 13, 6),
    ([2, 6, 5, 4, 1], ["elu", "leaky-relu", "relu"], "squared-error-linear", (0.001, 0.01), 23, 8),
]


def normal(deviation, *shape):
    return (np.floor(deviation * random.normal(size=shape) * GRID) + 0.5) / GRID


def examples(count, inputs, outputs, loss):
    """Random inputs, and targets that follow from them: values, classes or bits."""
    x = normal(1, count, inputs)
    score = np.stack([x[:, 0] * x[:, 1], x[:, 0] - x[:, 1], x[:, 1] ** 2 - 0.5], axis=1)[:, :outputs]
    if loss == "squared-error-linear":
        return x, np.round(np.sin(2 * score) * GRID) / GRID
    if loss == "cross-entropy" and outputs > 1:
        return x, np.eye(outputs)[score.argmax(1)]
    return x, (score > 0).astype(float)


def train(network, optimizer):
    sizes, hidden, loss, (l1, l2), count, batch = network
    shapes = list(zip(sizes, sizes[1:]))
    x, t = examples(count, sizes[0], sizes[-1], loss)
    layers = [(normal(i**-0.5, i, o), normal(0.2, o)) for i, o in shapes]
    first, losses, batches = flat(layers), [], range(0, count, batch)

    def objective(layers, x, t):
        for (w, b), activation in zip(layers, hidden):
            x = ACTIVATIONS[activation](x @ w + b)
        value = LOSSES[loss](x @ layers[-1][0] + layers[-1][1], t)
        return value + sum(l1 * jnp.abs(w).sum() + l2 / 2 * (w**2).sum() for w, _ in layers), value

    gradient = jax.jit(jax.grad(objective, has_aux=True))
    learning_rate, make = OPTIMIZERS[optimizer]
    rule = make(learning_rate)
    state = rule.init(layers)
    for update in range(UPDATES):
        start = batches[update % len(batches)]
        slopes, value = gradient(layers, x[start : start + batch], t[start : start + batch])
        losses.append(value)
        changes, state = rule.update(slopes, state)
        layers = optax.apply_updates(layers, changes)
    names = [{"elu": 1.0} if name == "elu" else name for name in hidden] + ["identity"]
    return {
        "name": f"{'-'.join(map(str, sizes))} {' '.join(hidden)}, {loss}, {optimizer}",
        "optimizer": optimizer,
        "learning_rate": learning_rate,
        "l1": l1,
        "l2": l2,
        "loss": loss,
        "layers": [{"inputs": i, "outputs": o, "activation": a} for (i, o), a in zip(shapes, names)],
        "inputs": x.tolist(),
        "targets": t.tolist(),
        "first": first,
        "batch_size": batch,
        "updates": UPDATES,
        "losses": rounded(losses),
        "last": flat(layers),
    }


def flat(layers):
    """W₁, b₁, W₂, b₂, … in one list."""
    return rounded(np.concatenate([np.ravel(p) for layer in layers for p in layer]))


def rounded(values):
    return [float(f"{v:.9g}") for v in values]


jax.config.update("jax_enable_x64", True)
random = np.random.default_rng(1)
cases = [train(network, optimizer) for network in NETWORKS for optimizer in OPTIMIZERS]
lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
Path(__file__).with_suffix(".json").write_text(f"[\n{lines}\n]\n")
for case in cases:
    print(f"{case['name']}: {case['losses'][0]:.4f} to {case['losses'][-1]:.4f}")
