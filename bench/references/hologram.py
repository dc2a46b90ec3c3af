"""Angular-spectrum propagation with numpy's FFT in double precision: the fastest of several runs, in seconds, as one line of JSON.

The transfer function is made beforehand and not timed."""
import json
import sys
import time

import numpy as np

side, pitch, wavelength, distance, repeats = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])
f = np.fft.fftfreq(side, pitch)
squares = f[:, None] ** 2 + f[None, :] ** 2
transfer = np.exp(2j * np.pi * distance * (np.sqrt(1 / wavelength**2 - squares) - 1 / wavelength))
field = np.random.default_rng(1).normal(size=(side, side)) + 0j
best = float("inf")
for _ in range(repeats):
    start = time.perf_counter()
    np.fft.ifft2(np.fft.fft2(field) * transfer)
    best = min(best, time.perf_counter() - start)
print(json.dumps({"seconds": best, "numpy": np.__version__}))
