"""PLS with 10-fold cross-validation over 20 components on 500 x 2000 by scikit-learn: one fit per fold, all component counts from its rotations."""
import json
import time
import warnings

import numpy as np
from sklearn.cross_decomposition import PLSRegression

warnings.simplefilter("ignore")  # of the coefficients' shape, which changes in scikit-learn 1.3
N, P, A, FOLDS, TIMES = 500, 2000, 20, 10, 3


def data():
    """The same matrix as the benchmark makes: thirty smooth bands mixed, noise by a formula."""
    i = np.arange(N, dtype=float)[:, None]
    j = np.arange(P, dtype=float)[None, :]
    k = np.arange(30, dtype=float)
    scores = np.sin(1.7 * (i + 1) * (k[None, :] + 1)) + np.cos(0.31 * (i + 2) * (k[None, :] + 3))
    bands = np.exp(-0.5 * ((j - 33 - 66 * k[:, None]) / 40) ** 2)
    x = scores @ bands + 0.05 * np.sin(0.7 * (i + 1) ** 2 + 1.3 * (j + 1) ** 2 * (i + 1))
    y = scores @ (1 / (1 + k)) + 0.1 * np.sin(3.3 * i[:, 0])
    return x, y


def cross_validate(x, y):
    predictions = np.empty((A, N))
    fold = np.arange(N) % FOLDS
    for f in range(FOLDS):
        test = fold == f
        model = PLSRegression(A, scale=False)
        model.fit(x[~test], y[~test])
        scores = (x[test] - x[~test].mean(0)) @ model.x_rotations_
        predictions[:, test] = y[~test].mean() + np.cumsum(scores * model.y_loadings_[0], axis=1).T
    return np.sqrt(((predictions - y) ** 2).mean(1))


x, y = data()
seconds = []
for _ in range(TIMES):
    start = time.perf_counter()
    rmse = cross_validate(x, y)
    seconds.append(time.perf_counter() - start)
coefficients = PLSRegression(A, scale=False).fit(x, y).coef_.ravel()
print(json.dumps({"seconds": min(seconds), "rmse": rmse.tolist(), "coefficients": coefficients.tolist()}))
