"""Makes convolutions.json: losses and gradients of small convolutional networks by JAX, and two of them trained for thirty
updates by JAX and Optax, in double precision.

Pictures are [height, width, channels], filters [channels, kernel, kernel, input channels], dense weights [inputs, outputs],
all row-major; each layer's biases follow its weights: python tests/reference/convolutions.py (needs JAX and Optax)."""
import json
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax

UPDATES = 30
INPUT_GRID, GRID = 8, 16  # inputs and first parameters are multiples of 1/8 and 1/16: exact in float32, short in print

# How far every total input of a ReLU stays from its kink, and the largest total input in a max-pool's window from the second,
# so that float32 takes the same side. Thirty updates meet too many of them to keep so far away.
MARGIN, TRAINING_MARGIN = 1e-3, 5e-5

ACTIVATIONS = {
    "sigmoid": jax.nn.sigmoid,
    "tanh": jnp.tanh,
    "relu": jax.nn.relu,
    "leaky-relu": lambda z: jax.nn.leaky_relu(z, 0.01),
    "softplus": jax.nn.softplus,
    "identity": lambda z: z,
}


def convolution(channels, kernel, stride, padding, activation):
    sizes = {"channels": channels, "kernel": kernel, "stride": stride, "padding": padding}
    return {"kind": "convolution", **sizes, "activation": activation}


def max_pool(size, stride):
    return {"kind": "max-pool", "size": size, "stride": stride}


def average_pool(size, stride):
    return {"kind": "average-pool", "size": size, "stride": stride}


def dense(units, activation):
    return {"kind": "dense", "units": units, "activation": activation}


FLATTEN = {"kind": "flatten"}

# Name, (height, width, channels), hidden layers, outputs, examples.
NETWORKS = [
    ("no hidden layer", (2, 3, 3), [], 3, 3),
    ("a picture wider than high", (4, 6, 1), [convolution(3, 3, 1, 0, "tanh")], 3, 2),
    ("a picture higher than wide", (4, 2, 1), [convolution(8, 3, 1, 1, "sigmoid")], 1, 3),
    ("filters of one pixel", (2, 3, 6), [convolution(16, 1, 1, 0, "relu")], 1, 2),
    ("filters of one pixel that pad and skip", (3, 4, 3), [convolution(9, 1, 2, 1, "tanh")], 1, 2),
    ("stride 2", (4, 4, 6), [convolution(3, 2, 2, 0, "leaky-relu")], 3, 2),
    ("stride 2 leaves a rest", (6, 7, 1), [convolution(9, 3, 2, 0, "softplus")], 1, 2),
    ("stride 3", (4, 4, 1), [convolution(9, 3, 3, 1, "identity")], 1, 2),
    ("a stride larger than the filter", (5, 6, 3), [convolution(6, 2, 3, 0, "relu")], 3, 2),
    ("filters as large as the picture", (5, 5, 1), [convolution(6, 5, 1, 0, "tanh")], 3, 3),
    ("filters as high as the picture", (3, 5, 1), [convolution(8, 3, 1, 0, "relu")], 1, 3),
    ("filters larger than the picture", (3, 4, 1), [convolution(3, 5, 1, 2, "leaky-relu")], 1, 3),
    ("a border wider than the filter", (2, 3, 1), [convolution(1, 2, 1, 3, "relu")], 2, 3),
    ("a border wider than the filter, stride 2", (3, 2, 3), [convolution(3, 3, 2, 4, "sigmoid")], 1, 2),
    ("9 channels come in, 1 goes out", (3, 3, 9), [convolution(1, 3, 1, 1, "tanh")], 1, 1),
    ("one channel between", (4, 5, 1), [convolution(1, 2, 1, 0, "tanh"), convolution(3, 3, 1, 1, "relu")], 1, 2),
    ("16 channels between", (3, 4, 1), [convolution(16, 1, 1, 0, "relu"), convolution(1, 3, 1, 1, "tanh")], 1, 2),
    ("max-pool", (4, 4, 1), [convolution(8, 3, 1, 1, "relu"), max_pool(2, 2)], 2, 3),
    ("max-pool leaves a rest", (4, 6, 3), [convolution(9, 2, 1, 1, "leaky-relu"), max_pool(2, 2)], 1, 2),
    ("max-pool of sigmoids", (6, 7, 1), [convolution(6, 2, 1, 0, "sigmoid"), max_pool(2, 2)], 2, 2),
    ("max-pool of a single window", (3, 3, 1), [convolution(16, 2, 1, 0, "tanh"), max_pool(2, 2)], 2, 2),
    ("max-pool after stride 2", (9, 6, 1), [convolution(3, 5, 2, 2, "identity"), max_pool(2, 2)], 3, 2),
    ("max-pools overlap", (6, 7, 1), [convolution(6, 3, 1, 1, "relu"), max_pool(3, 2)], 2, 2),
    ("max-pools at every place", (3, 4, 1), [convolution(8, 3, 1, 1, "softplus"), max_pool(2, 1)], 1, 2),
    ("max-pool 3/3 leaves a rest", (8, 9, 1), [convolution(3, 2, 1, 0, "tanh"), max_pool(3, 3)], 3, 2),
    ("average-pool", (4, 4, 1), [convolution(8, 3, 1, 1, "tanh"), average_pool(2, 2)], 1, 2),
    ("average-pool leaves a rest", (6, 4, 3), [convolution(9, 2, 1, 0, "relu"), average_pool(2, 2)], 2, 2),
    ("average-pools overlap", (5, 6, 1), [convolution(3, 5, 1, 2, "softplus"), average_pool(3, 2)], 3, 2),
    ("max-pool first", (5, 6, 3), [max_pool(3, 2), convolution(8, 2, 1, 0, "relu")], 2, 2),
    ("max-pool and dense units", (5, 6, 1), [max_pool(2, 2), dense(5, "tanh")], 2, 2),
    ("average-pool first", (4, 6, 3), [average_pool(2, 2), convolution(3, 3, 1, 1, "sigmoid")], 2, 2),
    ("average-pools overlap, first", (7, 6, 1), [average_pool(3, 2), FLATTEN, dense(6, "softplus")], 2, 2),
    ("two pools", (7, 7, 1), [convolution(3, 3, 1, 1, "relu"), max_pool(2, 2), average_pool(2, 1)], 2, 2),
    ("two convolutions", (4, 5, 1), [convolution(3, 3, 1, 1, "relu"), convolution(6, 3, 2, 1, "tanh")], 1, 2),
    (
        "three convolutions, one of single pixels",
        (4, 4, 3),
        [convolution(6, 2, 1, 1, "softplus"), convolution(8, 1, 1, 0, "leaky-relu"), convolution(3, 2, 2, 0, "tanh")],
        1,
        2,
    ),
    (
        "max-pools overlap between convolutions",
        (5, 5, 1),
        [convolution(4, 3, 1, 1, "tanh"), max_pool(3, 2), convolution(3, 3, 1, 2, "relu")],
        1,
        2,
    ),
    (
        "dense layers and one unit",
        (5, 4, 1),
        [convolution(3, 3, 2, 1, "leaky-relu"), dense(5, "tanh"), dense(4, "relu")],
        1,
        4,
    ),
    (
        "a small LeNet-5",
        (10, 9, 1),
        [
            convolution(3, 5, 1, 2, "tanh"),
            average_pool(2, 2),
            convolution(6, 3, 1, 0, "tanh"),
            average_pool(2, 2),
            FLATTEN,
            dense(6, "tanh"),
            dense(5, "tanh"),
        ],
        4,
        3,
    ),
    (
        "a smaller CNN of the benchmark",
        (8, 8, 1),
        [convolution(3, 5, 1, 2, "relu"), max_pool(2, 2), convolution(3, 5, 1, 2, "relu"), max_pool(2, 2)],
        3,
        2,
    ),
]
# Optimiser, learning rate, batch size, and the network.
RUNS = [
    (
        "sgd",
        0.1,
        4,
        (
            "a CNN",
            (5, 6, 1),
            [convolution(3, 3, 1, 1, "relu"), max_pool(2, 2), convolution(6, 2, 1, 0, "leaky-relu")],
            3,
            10,
        ),
    ),
    (
        "adam",
        0.01,
        5,
        (
            "a LeNet",
            (6, 6, 1),
            [convolution(3, 3, 1, 1, "tanh"), average_pool(2, 2), convolution(6, 2, 1, 0, "tanh"), dense(5, "tanh")],
            3,
            10,
        ),
    ),
]
OPTIMIZERS = {"sgd": optax.sgd, "adam": optax.adam}


def total_input(layer, parameters, x):
    """What comes before the activation, of a batch: z for layers with parameters, the output for all others."""
    match layer:
        case {"kind": "dense"}:
            w, b = parameters
            return x.reshape(len(x), -1) @ w + b
        case {"kind": "convolution", "stride": s, "padding": p}:
            w, b = parameters
            order = ("NHWC", "OHWI", "NHWC")
            return jax.lax.conv_general_dilated(x, w, (s, s), [(p, p), (p, p)], dimension_numbers=order) + b
        case {"kind": "max-pool"}:
            return pool(layer, jax.lax.max, -jnp.inf, x)
        case {"kind": "average-pool", "size": size}:
            return pool(layer, jax.lax.add, 0.0, x) / size**2
        case {"kind": "flatten"}:
            return x.reshape(len(x), -1)


def pool(layer, operation, start, x):
    size, stride = layer["size"], layer["stride"]
    return jax.lax.reduce_window(x, start, operation, (1, size, size, 1), (1, stride, stride, 1), "VALID")


def activate(layer, z):
    return ACTIVATIONS[layer.get("activation", "identity")](z)


def first_parameters(layers, picture):
    """(weights, biases) of each layer; None where there are none."""
    x, parameters = jax.ShapeDtypeStruct((1, *picture), float), []
    for layer in layers:
        match layer:
            case {"kind": "dense", "units": units}:
                shape, reads = (x.size, units), x.size
            case {"kind": "convolution", "channels": channels, "kernel": kernel}:
                shape = (channels, kernel, kernel, x.shape[3])
                reads, units = x.shape[3] * kernel**2, channels
            case _:
                shape = None
        parameters.append(shape and (normal((2 / reads) ** 0.5, GRID, *shape), normal(0.3, GRID, units)))
        x = jax.eval_shape(lambda x: total_input(layer, parameters[-1], x), x)
    return parameters


def normal(deviation, grid, *shape):
    return np.round(deviation * random.normal(size=shape) * grid) / grid


def mean_loss(layers, parameters, x, t):
    for layer, p in zip(layers, parameters):
        x = activate(layer, total_input(layer, p, x))
    loss = optax.softmax_cross_entropy if x.shape[1] > 1 else optax.sigmoid_binary_cross_entropy
    return loss(x, t).mean()


def loss_and_gradient(layers):
    return jax.jit(jax.value_and_grad(lambda parameters, x, t: mean_loss(layers, parameters, x, t)))


def margin(layers, parameters, x):
    """How near the nearest kink or tie is: the smallest |z| of a ReLU, and the smallest gap between the two largest z in a
    window of a max-pool. Windows of a ReLU's zeros don't count: whichever wins, its slope is 0."""
    z, h, nearest = x, x, [np.inf]
    for layer, p in zip(layers, parameters):
        before, z = z, total_input(layer, p, h)
        if layer["kind"] == "max-pool":
            nearest.append(gaps(layer, before)[z != 0].min(initial=np.inf))
        if layer.get("activation") in ("relu", "leaky-relu"):
            nearest.append(abs(z).min())
        h = activate(layer, z)
    return float(min(nearest))


def gaps(layer, z):
    size, stride = layer["size"], layer["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(z, (size, size), (1, 2))[:, ::stride, ::stride]
    second, largest = np.moveaxis(np.sort(windows.reshape(*windows.shape[:4], -1)), -1, 0)[-2:]
    return largest - second


def draw(network):
    """The network as the JSON describes it, its layers with the output layer, first parameters, inputs and targets."""
    name, picture, hidden, outputs, count = network
    layers = hidden + [dense(outputs, "identity")]
    x = normal(1, INPUT_GRID, count, *picture)
    classes = np.arange(count) % max(outputs, 2)
    t = np.eye(outputs)[classes] if outputs > 1 else classes[:, None].astype(float)
    described = {
        "name": name,
        "picture": dict(zip(("height", "width", "channels"), picture)),
        "hidden": hidden,
        "outputs": outputs,
        "loss": "cross-entropy",
        "inputs": x.reshape(count, -1).tolist(),
        "targets": t.tolist(),
    }
    return described, layers, first_parameters(layers, picture), x, t


def gradient_case(network):
    while True:
        described, layers, parameters, x, t = draw(network)
        nearest = margin(layers, parameters, x)
        if nearest > MARGIN:
            break
    loss, gradient = loss_and_gradient(layers)(parameters, x, t)
    print(f"{network[0]}: loss {loss:.4f}, margin {nearest:.1e}")
    return described | {
        "parameters": flat(parameters),
        "mean_loss": rounded([loss])[0],
        "gradient": flat(gradient),
    }


def trajectory(run):
    optimizer, learning_rate, batch, network = run
    rule, nearest = OPTIMIZERS[optimizer](learning_rate), 0
    while nearest < TRAINING_MARGIN:
        described, layers, first, x, t = draw(network)
        losses, last, nearest = train(rule, layers, first, x, t, batch)
    print(f"{network[0]}, {optimizer}: {losses[0]:.4f} to {losses[-1]:.4f}, margin {nearest:.1e}")
    return described | {
        "optimizer": optimizer,
        "learning_rate": learning_rate,
        "parameters": flat(first),
        "batch_size": batch,
        "updates": UPDATES,
        "losses": rounded(losses),
        "last": flat(last),
    }


def train(rule, layers, parameters, x, t, batch):
    """The batches' losses, the last parameters, and the smallest margin on the way."""
    slopes = loss_and_gradient(layers)
    starts, state, losses, nearest = range(0, len(x), batch), rule.init(parameters), [], np.inf
    for update in range(UPDATES):
        part = slice(starts[update % len(starts)], starts[update % len(starts)] + batch)
        nearest = min(nearest, margin(layers, parameters, x[part]))
        loss, gradient = slopes(parameters, x[part], t[part])
        losses.append(loss)
        changes, state = rule.update(gradient, state)
        parameters = optax.apply_updates(parameters, changes)
    return losses, parameters, nearest


def flat(parameters):
    """W₁, b₁, W₂, b₂, … in one list."""
    return rounded(np.concatenate([np.ravel(p) for p in jax.tree.leaves(parameters)]))


def rounded(values):
    return [round(float(v), 9) for v in values]


def lines(cases):
    return ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)


jax.config.update("jax_enable_x64", True)
random = np.random.default_rng(1)
gradients, trajectories = map(gradient_case, NETWORKS), map(trajectory, RUNS)
text = f'{{"gradients":[\n{lines(gradients)}\n],\n"trajectories":[\n{lines(trajectories)}\n]}}\n'
Path(__file__).with_suffix(".json").write_text(text)
