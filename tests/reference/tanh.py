"""Makes the coefficients of `kernels::elementwise::tanh`: tanh x ≈ x P(x²)/Q(x²) on [0, 8], P of degree 3 and Q of degree 4 in x², P(0) = Q(0) = 1.

Linear least squares for the coefficients, reweighted until the largest absolute error is least (Lawson 1961). Prints
the coefficients and their error in exact arithmetic: python tests/reference/tanh.py (needs NumPy)."""
import numpy as np

DEGREES, CLAMP, ROUNDS, POINTS = (3, 4), 8.0, 500, 6000

x = CLAMP * (1 - np.cos(np.linspace(0, np.pi / 2, POINTS)))[1:]
y = np.tanh(x)
exponents_p, exponents_q = (2 * np.arange(degree + 1) for degree in DEGREES)
p_powers, q_powers = ((x[:, None] / CLAMP) ** exponents for exponents in (exponents_p, exponents_q))  # scaled, for conditioning
weight, denominator, best = np.ones_like(x), np.ones_like(x), (np.inf, None, None)
for _ in range(ROUNDS):
    row = np.sqrt(weight) / denominator
    columns = np.hstack([x[:, None] * p_powers[:, 1:], -y[:, None] * q_powers[:, 1:]])
    solution, *_ = np.linalg.lstsq(columns * row[:, None], (y - x) * row, rcond=None)
    p, q = (np.r_[1, part] for part in np.split(solution, [DEGREES[0]]))
    denominator = q_powers @ q
    error = np.abs(x * (p_powers @ p) / denominator - y)
    if error.max() < best[0]:
        best = error.max(), p / CLAMP**exponents_p, q / CLAMP**exponents_q
    weight *= np.sqrt(error + 1e-18)
    weight /= weight.sum()
print(f"largest error {best[0]:.1e}")
print("P", *(f"{c:.9e}" for c in best[1]))
print("Q", *(f"{c:.9e}" for c in best[2]))
