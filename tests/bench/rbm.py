"""An epoch of CD-1 and PCD-1 in NumPy, and of BernoulliRBM in scikit-learn (PCD-1), on one thread: rivals of the benchmark
`contrastive_divergence` in kernels.rs, on digits of the same kind, and of the workloads CD1 and PCD1.

OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python tests/bench/rbm.py
"""

import time

import numpy as np

try:
    from sklearn.neural_network import BernoulliRBM
except ImportError:
    BernoulliRBM = None

COUNT, VISIBLE, HIDDEN, BATCH, EPOCHS = 10_000, 784, 100, 20, 10
RATE, MOMENTUM, DECAY = np.float32(0.05), np.float32(0.9), np.float32(2e-4)
random = np.random.default_rng(1)
np.seterr(over="ignore")  # σ is 0 where e⁻ᶻ is more than there are numbers for


def digits():
    """Ink in runs, as strokes make them, in the middle of blank paper: a fifth of the pixels."""
    x = np.zeros((COUNT, 28, 28), np.float32)
    ink = np.zeros(COUNT, bool)
    for row in range(4, 24):
        for column in range(6, 22):
            ink = random.random(COUNT) < np.where(ink, 0.8, 0.15)
            x[:, row, column] = ink * np.minimum(0.1 + random.random(COUNT), 1)
    return x.reshape(COUNT, VISIBLE)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def drawn(p):
    return (random.random(p.shape, dtype=np.float32) < p).astype(np.float32)


class Numpy:
    def __init__(self, x, persistent):
        self.chains = np.zeros((BATCH, HIDDEN), np.float32) if persistent else None
        mean = x.mean(0).clip(0.01, 0.99)
        w = 0.01 * random.standard_normal((VISIBLE, HIDDEN)).astype(np.float32)
        self.parameters = [w, np.log(mean / (1 - mean)), np.zeros(HIDDEN, np.float32)]
        self.velocities = [np.zeros_like(p) for p in self.parameters]

    def epoch(self, x):
        order = random.permutation(len(x))
        for start in range(0, len(x), BATCH):
            self.update(x[order[start : start + BATCH]])

    def update(self, v):
        w, b, c = self.parameters
        h = sigmoid(v @ w + c)
        back = sigmoid((drawn(h) if self.chains is None else self.chains) @ w.T + b)
        if self.chains is not None:
            back = drawn(back)
        rates = sigmoid(back @ w + c)
        if self.chains is not None:
            self.chains = drawn(rates)
        gradients = [(v.T @ h - back.T @ rates) / BATCH - DECAY * w, (v - back).mean(0), (h - rates).mean(0)]
        for p, velocity, gradient in zip(self.parameters, self.velocities, gradients):
            velocity *= MOMENTUM
            velocity += RATE * gradient
            p += velocity


def sklearn_machine(epochs):
    return BernoulliRBM(HIDDEN, learning_rate=float(RATE), batch_size=BATCH, n_iter=epochs, random_state=1)


def kept(w, b, c, v):
    """1 − Σ (v − v̂)² / Σ v² of rows v and their reconstructions."""
    back = sigmoid(sigmoid(v @ w + c) @ w.T + b)
    return float(1 - ((v - back) ** 2).sum() / (v**2).sum())


def report(name, epoch):
    """The fastest of some epochs, in seconds of the processor."""
    times = []
    for _ in range(EPOCHS):
        began = time.process_time()
        epoch()
        times.append(time.process_time() - began)
    print(f"{name}: {1000 * min(times):.0f} ms an epoch, {1000 * sorted(times)[EPOCHS // 2]:.0f} ms as a rule")


def main():
    x = digits()
    for name, persistent in [("CD-1", False), ("PCD-1", True)]:
        model = Numpy(x, persistent)
        report(f"NumPy {np.__version__}, {name}", lambda: model.epoch(x))
    if BernoulliRBM is None:
        print("scikit-learn is not installed")
    else:
        rbm = sklearn_machine(1)
        report("scikit-learn, PCD-1", lambda: rbm.fit(x))


if __name__ == "__main__":
    main()
