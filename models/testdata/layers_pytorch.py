"""Writes layers_pytorch.json: outputs, gradients and batch statistics of
PyTorch's layers in double precision, on the numbers of formula.py.

    pip install torch==2.15.0 numpy && python3 layers_pytorch.py
"""

import json
from pathlib import Path

import torch
from formula import numbers, parameter, values
from torch.nn import functional as F

VERSION = torch.__version__.split("+")[0]
INPUT_SALT, COTANGENT_SALT = 100, 200


def conv(size, stride, padding):
    def apply(x, kernel, bias=None):
        kernel = kernel.permute(3, 2, 0, 1)
        return F.conv2d(x, kernel, bias, stride, padding)

    return apply


def ghost_batch_norm(size, statistics):
    """Groups of consecutive examples, each by PyTorch's batch_norm alone."""

    def apply(x, gamma, beta):
        groups = x.split(size)
        means = torch.zeros(x.shape[1], dtype=x.dtype)
        variances = torch.zeros(x.shape[1], dtype=x.dtype)
        normalised = []
        for group in groups:
            mean, variance = torch.zeros_like(means), torch.ones_like(means)
            normalised.append(
                # Momentum 1: the running statistics are this group's.
                F.batch_norm(group, mean, variance, gamma, beta, True, 1.0)
            )
            means += mean * len(group) / len(x)
            variances += variance * len(group) / len(x)
        statistics["mean"] = numbers(means)
        statistics["variance"] = numbers(variances)
        return torch.cat(normalised)

    return apply


def evaluated_batch_norm(x, gamma, beta):
    mean = values(300, [x.shape[1]])
    variance = values(301, [x.shape[1]]) + 1.5
    return F.batch_norm(x, mean, variance, gamma, beta, False)


def shortcut(stride, channels):
    def apply(x):
        kept = x[:, :, ::stride, ::stride]
        return F.pad(kept, (0, 0, 0, 0, 0, channels - x.shape[1]))

    return apply


def record(name, function, batch, shape, parameters=(), statistics=None, at=0.0):
    """Shapes and numbers are ours: channels last."""
    x = (values(INPUT_SALT, [batch, *shape]) + at).requires_grad_()
    named = {
        key: parameter(key, salt + 1, size).requires_grad_()
        for salt, (key, size) in enumerate(parameters)
    }
    image = len(shape) == 3
    y = function(x.permute(0, 3, 1, 2) if image else x, *named.values())
    y = y.permute(0, 2, 3, 1) if y.dim() == 4 else y
    (y * values(COTANGENT_SALT, list(y.shape))).sum().backward()
    return {
        "name": name,
        "batch": batch,
        "inputShape": shape,
        "inputMean": at,
        "outputShape": list(y.shape[1:]),
        "y": numbers(y),
        "gradients": {
            "x": numbers(x.grad),
            **{key: numbers(value.grad) for key, value in named.items()},
        },
        **({"statistics": statistics} if statistics is not None else {}),
    }


def conv_case(name, shape, size, filters, stride, padding, bias):
    parameters = [("kernel", [size, size, shape[-1], filters])]
    parameters += [("bias", [filters])] if bias else []
    return record(name, conv(size, stride, padding), 2, shape, parameters)


def max_pool_case(name, shape, size, stride, padding):
    return record(name, lambda x: F.max_pool2d(x, size, stride, padding), 2, shape)


def norm_case(name, batch, shape, size, at=0.0):
    statistics = {}
    function = ghost_batch_norm(size, statistics)
    parameters = [("gamma", shape[-1:]), ("beta", shape[-1:])]
    return record(name, function, batch, shape, parameters, statistics, at)


def dense(x, kernel, bias):
    return x @ kernel + bias


CASES = [
    conv_case("conv 3x3", [5, 4, 3], 3, 2, 1, 1, True),
    conv_case("conv 3x3, stride 2", [6, 4, 2], 3, 3, 2, 1, False),
    conv_case("conv 3x3, stride 2, odd sides", [5, 7, 2], 3, 3, 2, 1, False),
    conv_case("conv 1x1, stride 2", [4, 4, 2], 1, 3, 2, 0, False),
    conv_case("conv 1x1, stride 2, odd sides", [5, 7, 2], 1, 3, 2, 0, True),
    conv_case("conv 1x1, stride 3, padded", [5, 6, 2], 1, 2, 3, 1, False),
    conv_case("conv 5x5, no padding", [7, 6, 1], 5, 2, 1, 0, True),
    conv_case("conv 7x7, stride 4", [8, 8, 2], 7, 2, 4, 3, True),
    conv_case("conv 5x5", [5, 6, 2], 5, 3, 1, 2, True),
    conv_case("conv 11x11, stride 4", [16, 13, 1], 11, 2, 4, 5, True),
    record("dense", dense, 3, [6], [("kernel", [6, 4]), ("bias", [4])]),
    record("dense, no bias", torch.matmul, 3, [6], [("kernel", [6, 4])]),
    record("scale", torch.mul, 3, [4, 2], [("alpha", [])]),
    max_pool_case("max-pool 2", [5, 4, 3], 2, 2, 0),
    max_pool_case("max-pool 2, padded", [5, 4, 3], 2, 2, 1),
    max_pool_case("max-pool 3, stride 2", [7, 8, 2], 3, 2, 0),
    max_pool_case("max-pool 3, stride 2, padded", [6, 7, 2], 3, 2, 1),
    max_pool_case("max-pool 5, stride 3, padded", [7, 9, 2], 5, 3, 2),
    record("global average pool", lambda x: x.mean((2, 3)), 2, [3, 4, 2]),
    record("subsample", shortcut(2, 5), 2, [4, 6, 3]),
    norm_case("norm, one ghost batch", 4, [3, 2, 2], 4),
    norm_case("norm, ghost batches", 8, [3, 2, 2], 4),
    norm_case("norm, last ghost batch shorter", 7, [3, 2, 2], 4),
    norm_case("norm, last ghost batch one image", 9, [3, 2, 2], 4),
    norm_case("norm, fewer than a ghost batch", 3, [3, 2, 2], 4),
    norm_case("norm, flat", 6, [3], 3),
    norm_case("norm, far from 0", 8, [3, 2, 2], 4, at=8.0),
    record(
        "norm, evaluation",
        evaluated_batch_norm,
        *(3, [3, 2, 2]),
        [("gamma", [2]), ("beta", [2])],
    ),
]

content = {"source": f"layers_pytorch.py, PyTorch {VERSION}", "cases": CASES}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(content, indent=2) + "\n")
