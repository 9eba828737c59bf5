"""Makes pca.json: principal components of three fixed sets of rows, and how often a row's nearest neighbour shares its label.

Found by scikit-learn in double precision: python tests/reference/pca.py (needs it and NumPy)."""
import json
from pathlib import Path

import numpy as np
from sklearn.decomposition import PCA
from sklearn.model_selection import LeaveOneOut, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

COMPONENTS = 3


def case(random, rows, features, decay):
    """Normal rows whose spread falls from direction to direction, around a mean that is not zero."""
    turn, _ = np.linalg.qr(random.normal(size=(features, features)))
    spread = 4 * decay ** np.arange(features)
    x = random.normal(size=(rows, features)) * spread @ turn + random.normal(size=features)
    x = np.round(x * 64) / 64  # exact in float32 too
    labels = (x @ turn[0] > 0).astype(int) + 2 * (x @ turn[1] > 1)
    pca = PCA(COMPONENTS, svd_solver="full").fit(x)
    neighbour = KNeighborsClassifier(1, algorithm="brute")
    digits = lambda values: [[float(f"{v:.9g}") for v in row] for row in np.atleast_2d(values).tolist()]
    return {
        "rows": x.tolist(),
        "labels": labels.tolist(),
        "components": digits(pca.components_),
        "variances": digits(pca.explained_variance_)[0],
        "shares": digits(pca.explained_variance_ratio_)[0],
        "places": digits(pca.transform(x)),
        "agreement": cross_val_score(neighbour, x, labels, cv=LeaveOneOut()).mean(),
    }


random = np.random.default_rng(1)
cases = [case(random, 60, 16, 0.8), case(random, 12, 40, 0.9), case(random, 40, 3, 0.7)]
Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
for one in cases:
    print(one["shares"], one["agreement"])
