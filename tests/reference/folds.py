"""Makes folds.json: a logistic unit's cross-validation over L2 penalties, by scikit-learn.

The folds are dealt here again, from the seed, with a PCG32 (O'Neill 2014) of its own. Ours is the penalty ½ λ Σ w² on the
mean loss, scikit-learn's ½ Σ w² on C times the summed loss, so C = 1 / (λ n) with n examples to train on; neither penalises
the bias. python tests/reference/folds.py (needs NumPy and scikit-learn)."""
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss
from sklearn.model_selection import PredefinedSplit

SEED, STREAM, FOLDS = 11, 3, 5
PENALTIES = [0.001, 0.01, 0.1, 1.0]
TRAIN, HELD_OUT = 93, 30


def pcg32(seed, stream):
    """Draws of 32 bits, without end."""
    mask = 2**64 - 1
    increment = stream << 1 | 1
    state = (increment + seed) * 6364136223846793005 + increment & mask
    while True:
        shifted = ((state >> 18 ^ state) >> 27) & 0xFFFFFFFF
        turn = state >> 59
        yield (shifted >> turn | shifted << (-turn & 31)) & 0xFFFFFFFF
        state = state * 6364136223846793005 + increment & mask


def below(draws, bound):
    """A whole number below `bound`, every one as likely (Lemire 2019)."""
    while True:
        product = next(draws) * bound
        if product % 2**32 >= 2**32 % bound:
            return product >> 32


def deal(labels):
    """Shuffled (Fisher and Yates), sorted by class, and dealt like cards."""
    draws, order = pcg32(SEED, STREAM), list(range(len(labels)))
    for last in range(len(order) - 1, 0, -1):
        other = below(draws, last + 1)
        order[last], order[other] = order[other], order[last]
    dealt = np.empty(len(labels), int)
    dealt[sorted(order, key=labels.__getitem__)] = np.arange(len(labels)) % FOLDS
    return dealt


def validate(inputs, labels, dealt, penalty):
    """Mean loss and accuracy on each fold."""
    scores = []
    for train, test in PredefinedSplit(dealt).split():
        unit = LogisticRegression(C=1 / (penalty * len(train)), solver="newton-cholesky", tol=1e-12)
        unit.fit(inputs[train], labels[train])
        probabilities = unit.predict_proba(inputs[test])
        loss = log_loss(labels[test], probabilities, labels=[0, 1])
        scores.append([loss, accuracy_score(labels[test], probabilities[:, 1] > 0.5)])
    return scores


random = np.random.default_rng(5)
labels = random.integers(0, 2, TRAIN + HELD_OUT)
centres = np.array([[-0.75, -0.25], [0.5, 0.75]])
inputs = np.round((centres[labels] + random.normal(size=(len(labels), 2))) * 64) / 64  # exact in float32 too
dealt = deal(labels[:TRAIN].tolist())
scores = [validate(inputs[:TRAIN], labels[:TRAIN], dealt, penalty) for penalty in PENALTIES]
losses = np.array(scores)[:, :, 0]
result = {
    "seed": SEED,
    "train": TRAIN,
    "inputs": inputs.tolist(),
    "labels": labels.tolist(),
    "dealt": dealt.tolist(),
    "penalties": PENALTIES,
    "losses": np.round(losses, 9).tolist(),
    "accuracies": np.round(np.array(scores)[:, :, 1], 9).tolist(),
    "means": np.round(losses.mean(axis=1), 9).tolist(),
    "deviations": np.round(losses.std(axis=1, ddof=1), 9).tolist(),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
print(result["means"], result["deviations"])
