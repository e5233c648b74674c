"""Numbers that formula.ts makes too, and single precision holds exactly."""

import math

import torch


def values(salt, shape):
    """Multiples of 1/128 from -1 to 1, an irregular function of the place."""
    i = torch.arange(math.prod(shape), dtype=torch.int64)
    numbers = (31 * i * i + 17 * i + 101 * salt) % 257 - 128
    return numbers.to(torch.float64).reshape(shape) / 128


def parameter(name, salt, shape):
    """A parameter as its name's last part says; kernels are HWIO or IO."""
    drawn = values(salt, shape)
    kind = name.split("/")[-1]
    if kind == "kernel":
        fan_in = math.prod(shape[:-1])
        return drawn * 2.0 ** -math.floor(math.log2(fan_in) / 2)
    if kind in ("gamma", "alpha"):
        return 1 + drawn / 2
    return {"beta": drawn / 2, "bias": drawn / 4}[kind]


def numbers(tensor):
    """Row-major, to ten digits: single precision has seven."""
    return [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]
