"""Makes judgement.json: a classifier's probabilities for 400 examples of four classes, and how good scikit-learn finds them.

Probabilities are multiples of 1/256, exact in float32. The Wilson interval comes from SciPy.
python tests/reference/judgement.py (needs scikit-learn and SciPy)."""
import json
from pathlib import Path

import numpy as np
from scipy.stats import binomtest
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support

random = np.random.default_rng(5)
labels = random.choice(4, 400, p=[0.4, 0.3, 0.2, 0.1])
logits = random.normal(size=(400, 4)) + 1.5 * np.eye(4)[labels] - [0, 0, 0, 9]  # class 3 is never said
shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
probabilities = np.floor(shares * 256) / 256
probabilities[np.arange(400), shares.argmax(1)] += 1 - probabilities.sum(1)
assert (np.sort(probabilities)[:, -1] > np.sort(probabilities)[:, -2]).all(), "no ties"

said, confidence = probabilities.argmax(1), probabilities.max(1)
right = said == labels
precision, recall, f1, support = precision_recall_fscore_support(labels, said, zero_division=0)
interval = binomtest(int(right.sum()), len(right)).proportion_ci(0.95, "wilson")
accuracies, confidences = calibration_curve(right, confidence, n_bins=10)
counts, _ = np.histogram(-confidence, np.linspace(-1, 0, 11))  # bins that are open below
counts = counts[::-1]
error = counts[counts > 0] @ np.abs(accuracies - confidences) / len(right)
mistakes = sorted(np.flatnonzero(~right).tolist(), key=lambda example: (-confidence[example], example))
confusion = confusion_matrix(labels, said)
wrong = confusion - np.diag(confusion.diagonal())

result = {
    "labels": labels.tolist(),
    "probabilities": probabilities.tolist(),
    "confusion": confusion.ravel().tolist(),
    "most_confused": [int(i) for i in np.unravel_index(wrong.argmax(), wrong.shape)],
    "precision": precision.tolist(),
    "recall": recall.tolist(),
    "f1": f1.tolist(),
    "support": support.tolist(),
    "accuracy": accuracy_score(labels, said),
    "interval": [interval.low, interval.high],
    "bins": [[int(n), c, a] for n, c, a in zip(counts[counts > 0], confidences, accuracies)],
    "calibration_error": error,
    "mistakes": mistakes,
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
print(f"accuracy {result['accuracy']}, calibration error {error:.4f}, {len(mistakes)} mistakes, bins {counts}")
