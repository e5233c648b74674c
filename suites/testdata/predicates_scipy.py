"""Writes predicates_scipy.json, the oracle of the tests of paired_t.ts and of
the files in predicates/.

Run in this folder with SciPy 1.17: python3 predicates_scipy.py
"""

import json
import platform

import numpy as np
import scipy
from scipy import integrate, optimize, stats

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


SEEDS_FOR = [
    [0.1],
    [0.5],
    [0.9],
    [2.0],
    [6.0],
    [0.2, 0.2],
    [0.3, 0.9],
    [0.5, 0.5],
    [1.5, 1.5],
    [0.4, 40.0],
]
COUNTS = [(0, 1), (0, 10), (1, 1), (1, 10), (5, 10), (9, 10), (32, 32), (37, 1000)]
SERIES = [
    {"x": [1, 2, 4, 8], "y": [0.3, 0.1, 0.7, 0.9]},
    {"x": [-1.5, 0, 0, 2, 7], "y": [3, 1, 1, 1, -8.25]},
    {"x": [3, 1, 2], "y": [1e6 + 1, 1e6 + 3, 1e6 + 2.5]},
]
SATURATING = [
    {"x": [4, 5, 6, 7, 8, 9, 10, 11], "y": [-4, -3, -2, -1, 0, 1, 1, 1]},
    {"x": [4, 5, 6, 7, 8, 9, 10, 11], "y": [-4, -3, -1, -1, 0, 0, 1, 0]},
    {"x": [4, 5, 6, 7, 8], "y": [-2, -2, -1, 0, 2]},
    {"x": [0, 1, 2, 4, 8], "y": [0, 2, 3, 3.5, 3]},
]


def paired(x, y):
    """Moments of x - y, both one-sided 95 % bounds for its mean, and the
    two-sided 95 % interval."""
    difference = np.subtract(x, y)
    greater = stats.ttest_rel(x, y, alternative="greater")
    less = stats.ttest_rel(x, y, alternative="less")
    interval = stats.ttest_rel(x, y).confidence_interval(0.95)
    return {
        "x": x,
        "y": y,
        "mean": float(np.mean(difference)),
        "sd": float(np.std(difference, ddof=1)),
        "lower": float(greater.confidence_interval(0.95).low),
        "upper": float(less.confidence_interval(0.95).high),
        "interval": [float(interval.low), float(interval.high)],
    }


def power_of_one(effect, n):
    """Power of a one-sided 5 % t test, effect in standard deviations."""
    return float(
        stats.nct.sf(stats.t.ppf(0.95, n - 1), n - 1, effect * np.sqrt(n))
    )


def power_of_two(a, b, n):
    """Power of two one-sided 5 % t tests, for a mean that is a standard
    deviations above one limit and b below the other: the integral over the
    sample's standard deviation s."""
    df = n - 1
    critical = stats.t.ppf(0.95, df)

    def density(s):
        high = b * np.sqrt(n) - critical * s
        low = critical * s - a * np.sqrt(n)
        inside = stats.norm.cdf(high) - stats.norm.cdf(low)
        return inside * stats.chi.pdf(s * np.sqrt(df), df) * np.sqrt(df)

    # Beyond, the interval is wider than the distance of the limits.
    largest = (a + b) * np.sqrt(n) / (2 * critical)
    points = [s for s in (0.5, 1, 1.5) if s < largest]
    value, _ = integrate.quad(
        density, 0, min(largest, 10), points=points, limit=500, epsabs=1e-12
    )
    return float(value)


def seeds_for(effects):
    """Smallest n with power 0.8, and the power there."""
    power = lambda n: (
        power_of_one(*effects, n) if len(effects) == 1 else power_of_two(*effects, n)
    )
    n = 2
    while power(n) < 0.8:
        n += 1
    return {"effects": effects, "n": n, "power": power(n)}


def counted(successes, trials):
    """Clopper and Pearson's two-sided 95 % and 90 % intervals."""
    test = stats.binomtest(successes, trials)
    interval = lambda level: [
        float(bound)
        for bound in test.proportion_ci(level, method="exact")
    ]
    return {
        "successes": successes,
        "trials": trials,
        "interval": interval(0.95),
        "bounds": interval(0.9),
    }


def saturating(x, y):
    """Least squares of min(a + s x, c) by a dense search over the corner b,
    y = c + s min(x - b, 0), polished."""
    x, y = np.array(x, float), np.array(y, float)

    def fit(b):
        basis = np.stack([np.ones_like(x), np.minimum(x - b, 0)], axis=1)
        (c, s), *_ = np.linalg.lstsq(basis, y)
        return float(np.sum((basis @ [c, s] - y) ** 2)), float(c), float(s)

    corners = np.linspace(x[0], x[-1], 20001)[1:]
    best = corners[np.argmin([fit(b)[0] for b in corners])]
    step = corners[1] - corners[0]
    polished = optimize.minimize_scalar(
        lambda b: fit(b)[0],
        bounds=(best - step, min(best + step, x[-1])),
        method="bounded",
        options={"xatol": 1e-13},
    )
    corner = polished.x if polished.fun < fit(best)[0] else best
    error, ceiling, slope = fit(corner)
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "squared_error": error,
        "slope": slope,
        "ceiling": ceiling,
        "corner": float(corner),
    }


def series(x, y):
    return {
        "x": x,
        "y": y,
        "slope": float(stats.linregress(x, y).slope),
        "spearman": float(stats.spearmanr(x, y).statistic),
        "ranks": [float(rank) for rank in stats.rankdata(y)],
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
    "t_quantiles_0.975_df_1_to_50": [
        float(stats.t.ppf(0.975, df)) for df in range(1, 51)
    ],
    "paired": [paired(**sample) for sample in SAMPLES],
    "noncentral_t": [
        {
            "t": t,
            "df": df,
            "noncentrality": noncentrality,
            "cdf": float(stats.nct.cdf(t, df, noncentrality)),
        }
        for t in (-2.0, 0.5, 1.8)
        for df in (1, 4, 99, 9999)
        for noncentrality in (-1.0, 0.0, 0.2, 2.5, 7.0)
    ],
    "seeds_for": [seeds_for(effects) for effects in SEEDS_FOR],
    "counts": [counted(*counts) for counts in COUNTS],
    "series": [series(**sample) for sample in SERIES],
    "saturating": [saturating(**sample) for sample in SATURATING],
}

with open("predicates_scipy.json", "w") as file:
    json.dump(oracle, file, indent=2, allow_nan=False)
    file.write("\n")
