"""Makes classics.json: what scikit-learn's classic linear models learn from small sets of points.

`Perceptron` epoch by epoch, in the order given; `LinearRegression`, and `Ridge` with our penalty ½ λ Σ w² on the mean of
½ (y − t)², so alpha = λ n; softmax regression with L2, so C = 1 / (λ n). Inputs are multiples of 1/64, exact in float32.
python tests/reference/classics.py (needs NumPy and scikit-learn)."""
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression, Perceptron, Ridge

EPOCHS, PENALTY = 12, 0.02
random = np.random.default_rng(8)


def near(centres, labels, spread):
    """Points around the centres of their classes."""
    return np.round((centres[labels] + spread * random.normal(size=(len(labels), 2))) * 64) / 64


def perceptron(distance):
    """Weights and bias after each epoch, and the errors they make; all updates are exact."""
    labels = np.r_[1, random.integers(0, 2, 59)]  # at z = 0 scikit-learn updates for either class, the rule for class 1
    inputs = near(np.array([[-distance, 0], [distance, distance]]), labels, 1.0)
    unit, epochs = Perceptron(eta0=1, shuffle=False, tol=None, max_iter=1, penalty=None), []
    for _ in range(EPOCHS):
        unit.partial_fit(inputs, labels, classes=[0, 1])
        weights = [*unit.coef_[0], unit.intercept_[0]]
        epochs.append([*weights, int((unit.predict(inputs) != labels).sum())])
        assert np.abs(inputs @ unit.coef_[0] + unit.intercept_[0]).min() > 0
    return {"inputs": inputs.tolist(), "labels": labels.tolist(), "epochs": epochs}


def linear():
    """Weights and bias of least squares, and with a penalty."""
    inputs = near(np.zeros((1, 2)), np.zeros(50, int), 1.2)
    targets = np.round((inputs @ [0.7, -0.4] + 0.3 + 0.2 * random.normal(size=50)) * 64) / 64
    models = {"least_squares": LinearRegression(), "ridge": Ridge(alpha=PENALTY * 50, solver="cholesky")}
    fitted = {name: model.fit(inputs, targets) for name, model in models.items()}
    parameters = {name: [*model.coef_.tolist(), model.intercept_] for name, model in fitted.items()}
    return {"inputs": inputs.tolist(), "targets": targets.tolist(), **parameters}


def softmax():
    """Weights [inputs, classes] of three classes; biases, of which only differences count, with mean 0."""
    labels = random.integers(0, 3, 90)
    inputs = near(np.array([[-1, -0.5], [1, -0.5], [0, 1.25]]), labels, 0.9)
    model = LogisticRegression(C=1 / (PENALTY * 90), solver="newton-cg", tol=1e-12, max_iter=1000).fit(inputs, labels)
    biases = model.intercept_ - model.intercept_.mean()
    return {
        "inputs": inputs.tolist(),
        "labels": labels.tolist(),
        "weights": model.coef_.T.ravel().tolist(),
        "biases": biases.tolist(),
        "probabilities": model.predict_proba(inputs[:10]).tolist(),
    }


result = {
    "penalty": PENALTY,
    "separable": perceptron(2.3),
    "inseparable": perceptron(0.6),
    "linear": linear(),
    "softmax": softmax(),
}
assert result["separable"]["epochs"][-1][3] == 0 and min(e[3] for e in result["inseparable"]["epochs"]) > 0
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
print([epoch[3] for epoch in result["separable"]["epochs"]], [epoch[3] for epoch in result["inseparable"]["epochs"]])
print(result["linear"]["least_squares"], result["linear"]["ridge"], result["softmax"]["weights"])
