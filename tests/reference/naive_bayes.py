"""Makes naive_bayes.json: what scikit-learn's GaussianNB and BernoulliNB say of a small random set.

Three classes of unequal size, five inputs, multiples of 1/64 and so exact in float32; one input is far from zero and hardly
varies. python tests/reference/naive_bayes.py (needs scikit-learn)."""
import json
from pathlib import Path

import numpy as np
from sklearn.naive_bayes import BernoulliNB, GaussianNB

SMOOTHING = 0.1

random = np.random.default_rng(2)
labels = random.choice(3, 90, p=[0.5, 0.3, 0.2])
centres = random.uniform(0, 1, size=(3, 5))
inputs = centres[labels] + 0.4 * random.normal(size=(90, 5))
inputs[:, 4] = 1000 + inputs[:, 4] / 16
inputs = np.round(inputs * 64) / 64
train, test = slice(0, 60), slice(60, 90)

gaussian = GaussianNB(var_smoothing=SMOOTHING).fit(inputs[train], labels[train])
bernoulli = BernoulliNB(alpha=1.0, binarize=0.5).fit(inputs[train], labels[train])
result = {
    "inputs": inputs.tolist(),
    "labels": labels.tolist(),
    "train": 60,
    "smoothing": SMOOTHING,
    "means": gaussian.theta_.tolist(),
    "variances": gaussian.var_.tolist(),
    "gaussian": gaussian.predict_log_proba(inputs[test]).tolist(),
    "bernoulli": bernoulli.predict_log_proba(inputs[test]).tolist(),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
for model in gaussian, bernoulli:
    print(type(model).__name__, "right:", model.score(inputs[test], labels[test]))
