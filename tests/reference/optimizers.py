"""Updates by PyTorch's optimisers in double precision on gradients that are given, for tests/optimizers.rs.

Run it with PyTorch 2 and NumPy: python tests/reference/optimizers.py > tests/reference/optimizers.json
"""

import json

import numpy as np
import torch

RATE = 0.05
UPDATES = 40


def path(make, gradients, first):
    parameter = torch.tensor(first, dtype=torch.float64, requires_grad=True)
    optimizer = make([parameter])
    for gradient in gradients:
        parameter.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
    return parameter.tolist()


def main():
    random = np.random.default_rng(5)
    first = random.normal(size=7).astype(np.float32).astype(float).tolist()
    gradients = random.normal(size=(UPDATES, 7)).astype(np.float32).astype(float)
    gradients[:, 3] = 0.0  # a parameter that nothing moves
    gradients = gradients.tolist()
    makers = {
        "sgd": lambda p: torch.optim.SGD(p, RATE),
        "momentum": lambda p: torch.optim.SGD(p, RATE, momentum=0.9),
        "nesterov": lambda p: torch.optim.SGD(p, RATE, momentum=0.9, nesterov=True),
        "rmsprop": lambda p: torch.optim.RMSprop(p, RATE, alpha=0.99, eps=1e-8),
        "adam": lambda p: torch.optim.Adam(p, RATE),
    }
    last = {name: path(make, gradients, first) for name, make in makers.items()}
    print(json.dumps({"rate": RATE, "first": first, "gradients": gradients, "last": last}))


main()
