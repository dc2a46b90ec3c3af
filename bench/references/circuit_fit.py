"""Times scipy.optimize.least_squares on circuit fits of R-p(R,C)-p(R,C).

Argument: a JSON file with "frequencies" and, for each fit, "resistance", "reactance", "weights" (two per frequency) and "start"
(logarithms of R0, R1, C1, R2, C2). Residuals are vectorised over the frequencies. Every way of calling it is timed: method lm and trf,
with differences and with the analytic Jacobian; the fastest counts. Prints {"seconds": per fit, "way": ..., "costs": [...]}.
"""
import json
import sys
import time

import numpy as np
from scipy.optimize import least_squares

data = json.load(open(sys.argv[1]))
s = 2j * np.pi * np.array(data["frequencies"])


def problem(fit):
    z = np.array(fit["resistance"]) + 1j * np.array(fit["reactance"])
    w = np.array(fit["weights"])
    wr, wi = w[0::2], w[1::2]
    n = len(z)

    def residuals(p):
        r0, r1, c1, r2, c2 = np.exp(p)
        d = r0 + r1 / (1 + s * (r1 * c1)) + r2 / (1 + s * (r2 * c2)) - z
        out = np.empty(2 * n)
        out[:n] = d.real * wr
        out[n:] = d.imag * wi
        return out

    def jacobian(p):
        r0, r1, c1, r2, c2 = np.exp(p)
        a1, a2 = 1 / (1 + s * (r1 * c1)), 1 / (1 + s * (r2 * c2))
        out = np.empty((2 * n, 5))
        for j, d in enumerate((np.full(n, r0 + 0j), r1 * a1 * a1, -s * (r1 * r1 * c1) * a1 * a1, r2 * a2 * a2, -s * (r2 * r2 * c2) * a2 * a2)):
            out[:n, j] = d.real * wr
            out[n:, j] = d.imag * wi
        return out

    return residuals, jacobian, np.array(fit["start"])


problems = [problem(f) for f in data["fits"]]
tolerance = data["tolerance"]
best = None
for method in ("lm", "trf"):
    for analytic in (False, True):
        def run():
            return [least_squares(r, p, jac=j if analytic else "2-point", method=method, ftol=tolerance, xtol=tolerance, gtol=tolerance, max_nfev=2000)
                    for r, j, p in problems]

        shortest = float("inf")
        for _ in range(5):
            began = time.perf_counter()
            fits = run()
            shortest = min(shortest, time.perf_counter() - began)
        costs = [2 * f.cost for f in fits]
        if best is None or shortest < best["seconds"] * len(problems):
            best = {"seconds": shortest / len(problems), "way": method + (" with analytic Jacobian" if analytic else ""), "costs": costs}
print(json.dumps(best))
