"""Writes predicates_scipy.json, the oracle of paired_t_test.ts.

Run in this folder with SciPy 1.17: python3 predicates_scipy.py
"""

import json
import platform

import numpy as np
import scipy
from scipy import stats

SAMPLES = [
    {"x": [90.35, 90.31, 90.40], "y": [90.17, 90.02, 90.30]},
    {"x": [1.0, 2.0], "y": [0.5, 2.5]},
    {"x": [0.1, 0.7, 0.2, 0.4], "y": [0.3, 0.6, 0.5, 0.9]},
    {
        "x": [1e6 + 0.25, 1e6 + 0.5, 1e6 - 0.125, 1e6 + 2, 1e6 - 1],
        "y": [1e6, 1e6 + 1, 1e6 + 0.25, 1e6 - 0.5, 1e6 + 0.75],
    },
    {
        "x": [3e-9, -2e-9, 5e-9, 1e-9, 4e-9, -1e-9, 2e-9, 6e-9, 0.0, 7e-9],
        "y": [1e-9, 2e-9, -3e-9, 4e-9, 1e-9, -2e-9, 1e-9, 2e-9, 3e-9, 0.0],
    },
]


def paired(x, y):
    """Moments of x - y and both one-sided 95 % bounds for its mean."""
    difference = np.subtract(x, y)
    greater = stats.ttest_rel(x, y, alternative="greater")
    less = stats.ttest_rel(x, y, alternative="less")
    return {
        "x": x,
        "y": y,
        "mean": float(np.mean(difference)),
        "sd": float(np.std(difference, ddof=1)),
        "lower": float(greater.confidence_interval(0.95).low),
        "upper": float(less.confidence_interval(0.95).high),
    }


oracle = {
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    },
    "t_quantiles_0.95_df_1_to_50": [
        float(stats.t.ppf(0.95, df)) for df in range(1, 51)
    ],
    "paired": [paired(**sample) for sample in SAMPLES],
}

with open("predicates_scipy.json", "w") as file:
    json.dump(oracle, file, indent=2)
    file.write("\n")
