"""Makes logistic.json: the least mean cross-entropy of a logistic unit on two overlapping clouds of points.

Found by scikit-learn, without a penalty, and again by SciPy's BFGS: python tests/reference/logistic.py (needs both)."""
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

random = np.random.default_rng(1)
targets = np.repeat([0, 1], 100)
centres = np.array([[-0.75, -0.25], [0.5, 0.75]])
inputs = np.round((centres[targets] + random.normal(size=(200, 2))) * 64) / 64  # exact in float32 too


def loss(parameters):
    """Mean of ln(1 + eᶻ) − t z with z = x w + b, and its gradient."""
    z = inputs @ parameters[:2] + parameters[2]
    delta = (1 / (1 + np.exp(-z)) - targets) / len(z)
    return np.mean(np.logaddexp(0, z) - targets * z), np.r_[delta @ inputs, delta.sum()]


unit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12).fit(inputs, targets)
optimum = np.r_[unit.coef_[0], unit.intercept_]
again = minimize(loss, np.zeros(3), jac=True, method="BFGS", options={"gtol": 1e-9}).x
assert np.abs(optimum - again).max() < 1e-6, (optimum, again)

*weights, bias = optimum.tolist()
result = {
    "inputs": inputs.tolist(),
    "targets": targets.tolist(),
    "weights": [float(f"{w:.9g}") for w in weights],
    "bias": float(f"{bias:.9g}"),
    "loss": float(f"{loss(optimum)[0]:.9g}"),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
print(f"weights {weights}, bias {bias}, loss {result['loss']}; BFGS within {np.abs(optimum - again).max():.0e}")
