"""Makes the coefficients of `kernels::elementwise::tanh`: tanh x ≈ x P(x²)/Q(x²) on [0, 8], both of degree 4 in x².

Linear least squares for the coefficients, reweighted until the largest absolute error is least (Lawson 1961). Prints
the coefficients and their error in exact arithmetic: python tests/reference/tanh.py (needs NumPy)."""
import numpy as np

DEGREE, CLAMP, ROUNDS, POINTS = 4, 8.0, 400, 6000

x = CLAMP * (1 - np.cos(np.linspace(0, np.pi / 2, POINTS)))[1:]
y = np.tanh(x)
powers = (x[:, None] / CLAMP) ** (2 * np.arange(DEGREE + 1))  # scaled, for conditioning
scale = CLAMP ** (2 * np.arange(DEGREE + 1))
weight, denominator, best = np.ones_like(x), np.ones_like(x), (np.inf, None, None)
for _ in range(ROUNDS):
    row = np.sqrt(weight) / denominator
    columns = np.hstack([x[:, None] * powers, -y[:, None] * powers[:, 1:]])
    solution, *_ = np.linalg.lstsq(columns * row[:, None], y * row, rcond=None)
    p, q = solution[: DEGREE + 1], np.r_[1, solution[DEGREE + 1 :]]
    denominator = powers @ q
    error = np.abs(x * (powers @ p) / denominator - y)
    if error.max() < best[0]:
        best = error.max(), p / scale, q / scale
    weight *= np.sqrt(error + 1e-18)
    weight /= weight.sum()
print(f"largest error {best[0]:.1e}")
print("P", *(f"{c:.9e}" for c in best[1]))
print("Q", *(f"{c:.9e}" for c in best[2]))
