"""scikit-learn's example of a restricted Boltzmann machine before a classifier, for tests/rbm_digits.rs.

Writes load_digits (1,797 digits of 8 x 8, pixels from 0 to 16) as `digits8x8.bin`: five bits a pixel, first bit first, then
a byte for each label. And `rbm.json`: which rows of the nudged set the example holds out, and the pseudo-likelihood after
each of ten passes, the mean over five seeds, as `BernoulliRBM` prints it.
"""

import contextlib
import io
import json
import pathlib
import re

import numpy as np
from scipy.ndimage import convolve
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neural_network import BernoulliRBM
from sklearn.preprocessing import minmax_scale

HERE = pathlib.Path(__file__).parent
SEEDS = 5

# A digit as it is, and moved by a pixel up, left, right and down.
MOVES = [
    [[0, 1, 0], [0, 0, 0], [0, 0, 0]],
    [[0, 0, 0], [1, 0, 0], [0, 0, 0]],
    [[0, 0, 0], [0, 0, 1], [0, 0, 0]],
    [[0, 0, 0], [0, 0, 0], [0, 1, 0]],
]


def nudged(images):
    """All digits, then all of them moved one way, and so on, as the example has them."""
    moved = [images] + [np.stack([convolve(image, move, mode="constant") for image in images]) for move in MOVES]
    return np.concatenate(moved)


def curve(rows, seed):
    rbm = BernoulliRBM(n_components=100, learning_rate=0.06, n_iter=10, random_state=seed, verbose=True)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        rbm.fit(rows)
    return rbm, [float(value) for value in re.findall(r"pseudo-likelihood = (-[\d.]+)", said.getvalue())]


def accuracy(train, train_labels, test, test_labels, c):
    model = LogisticRegression(solver="newton-cg", tol=1e-4, C=c, max_iter=1000).fit(train, train_labels)
    return model.score(test, test_labels)


digits = load_digits()
bits = np.unpackbits(digits.data.astype(np.uint8)[..., None], axis=2)[..., 3:]
(HERE / "digits8x8.bin").write_bytes(np.packbits(bits).tobytes() + digits.target.astype(np.uint8).tobytes())

rows = nudged(digits.images.astype(np.float32)).reshape(-1, 64)
labels = np.tile(digits.target, 5)
rows = minmax_scale(rows, feature_range=(0, 1))
train, held_out = train_test_split(np.arange(len(rows)), test_size=0.2, random_state=0)
fits = [curve(rows[train], seed) for seed in range(SEEDS)]
rbm = fits[0][0]
scores = [
    accuracy(rbm.transform(rows[train]), labels[train], rbm.transform(rows[held_out]), labels[held_out], 6000),
    accuracy(rows[train], labels[train], rows[held_out], labels[held_out], 100),
]
print("accuracy on hidden units and on pixels:", scores)
print("curves:", [line for _, line in fits])
reference = {
    "held_out": sorted(int(row) for row in held_out),
    "pseudo_likelihoods": [round(float(value), 2) for value in np.mean([line for _, line in fits], axis=0)],
    "accuracy": round(float(scores[0]), 4),
}
(HERE / "rbm.json").write_text(json.dumps(reference, separators=(",", ":")) + "\n")
