"""Writes gradient_statistics_pytorch.json: per-example gradients by torch.func
and Kronecker factors in double precision, for a narrow LeNet; contributions of
the examples to the gradient for a network with ghost batch normalisation. On
the numbers of formula.py.

    pip install torch==2.15.0 numpy && python3 gradient_statistics_pytorch.py
"""

import json
from pathlib import Path

import torch
from formula import numbers, parameter, values
from torch.func import grad, vmap
from torch.nn import functional as F

VERSION = torch.__version__.split("+")[0]
IMAGE, CLASSES, BATCH, GHOST_BATCH = [10, 10, 1], 3, 8, 4
INPUT_SALT, WEIGHT_SALT = 100, 400
LENET = {
    "conv_1/kernel": [5, 5, 1, 3],
    "conv_1/bias": [3],
    "conv_2/kernel": [3, 3, 3, 4],
    "conv_2/bias": [4],
    "dense_1/kernel": [4, 5],
    "dense_1/bias": [5],
    "dense_2/kernel": [5, CLASSES],
    "dense_2/bias": [CLASSES],
}
NORMED = {
    "conv_1/kernel": [3, 3, 1, 2],
    "norm_1/gamma": [2],
    "norm_1/beta": [2],
    "dense_1/kernel": [50, CLASSES],
    "dense_1/bias": [CLASSES],
}


def drawn(shapes):
    return {
        name: parameter(name, salt + 1, shape)
        for salt, (name, shape) in enumerate(shapes.items())
    }


def conv(parameters, x, name, **options):
    kernel = parameters[f"{name}/kernel"].permute(3, 2, 0, 1)
    return F.conv2d(x, kernel, parameters.get(f"{name}/bias"), **options)


def dense(parameters, x, name):
    return x @ parameters[f"{name}/kernel"] + parameters[f"{name}/bias"]


def lenet(parameters, x, notes=None):
    """Channels first; notes inputs and outputs of layers in `notes`."""

    def note(name, x, y):
        if notes is None:
            return y
        offset = torch.zeros_like(y, requires_grad=True)
        notes[name] = (x, offset)
        return y + offset

    y = note("conv_1", x, conv(parameters, x, "conv_1", padding=2))
    x = F.max_pool2d(F.relu(y), 2)
    y = note("conv_2", x, conv(parameters, x, "conv_2"))
    x = F.max_pool2d(F.relu(y), 2).permute(0, 2, 3, 1).flatten(1)
    x = F.relu(note("dense_1", x, dense(parameters, x, "dense_1")))
    return note("dense_2", x, dense(parameters, x, "dense_2"))


def losses(logits, labels):
    return F.cross_entropy(logits, labels, reduction="none")


def squares(parameters, x, labels, weights):
    """Sum of squares of the gradients of the weighted losses."""

    def loss(parameters, x, label):
        return losses(lenet(parameters, x[None]), label[None])[0]

    each = vmap(grad(loss), in_dims=(None, 0, 0))(parameters, x, labels)
    return {
        name: torch.einsum("i,i...->...", weights**2, g**2) for name, g in each.items()
    }


def factors(parameters, x, labels, weights):
    """Sums over examples of a aT, and of the places' mean of delta deltaT."""
    notes = {}
    loss = (weights * losses(lenet(parameters, x, notes), labels)).sum()
    deltas = torch.autograd.grad(loss, [offset for _, offset in notes.values()])
    result = {}
    for (name, (a, _)), delta in zip(notes.items(), deltas):
        if name.startswith("conv"):
            size = LENET[f"{name}/kernel"][0]
            patches = F.unfold(a, size, padding=2 if size == 5 else 0)
            channels = a.shape[1]
            # Ours has rows and columns of the window before channels.
            patches = patches.reshape(len(a), channels, size * size, -1)
            a = patches.permute(0, 3, 2, 1).flatten(2).flatten(0, 1)
            delta = delta.permute(0, 2, 3, 1)
        places = delta[0].numel() // delta.shape[-1]
        a = torch.cat([a, torch.ones(len(a), 1, dtype=a.dtype)], 1)
        delta = delta.reshape(-1, delta.shape[-1])
        result[f"{name}/inputs"] = a.T @ a
        result[f"{name}/outputs"] = delta.T @ delta / places
    return result


def contributions(parameters, x, labels, weights):
    """Every example has parameters of its own, all with the same numbers."""
    own = {
        name: value.expand(BATCH, *value.shape).clone().requires_grad_()
        for name, value in parameters.items()
    }

    def each(function, x):
        rows = [
            function({name: value[i] for name, value in own.items()}, x[i : i + 1])
            for i in range(BATCH)
        ]
        return torch.cat(rows)

    y = each(lambda p, x: conv(p, x, "conv_1", padding=1), x)
    groups = [F.batch_norm(g, None, None, training=True) for g in y.split(GHOST_BATCH)]
    normal = torch.cat(groups).permute(0, 2, 3, 1)
    y = each(lambda p, x: x * p["norm_1/gamma"] + p["norm_1/beta"], normal)
    y = F.max_pool2d(F.relu(y).permute(0, 3, 1, 2), 2)
    y = y.permute(0, 2, 3, 1).flatten(1)
    logits = each(lambda p, x: dense(p, x, "dense_1"), y)
    loss = (weights * losses(logits, labels)).sum()
    gradients = torch.autograd.grad(loss, list(own.values()))
    return {name: (g**2).sum(0) for name, g in zip(own, gradients)}


x = values(INPUT_SALT, [BATCH, *IMAGE]).permute(0, 3, 1, 2)
labels = torch.arange(BATCH) * 7 % CLASSES
weights = values(WEIGHT_SALT, [BATCH])
batch = (x, labels, weights)


def as_numbers(tensors):
    return {name: numbers(tensor) for name, tensor in tensors.items()}


content = {
    "source": f"gradient_statistics_pytorch.py, PyTorch {VERSION}",
    "image": IMAGE,
    "classes": CLASSES,
    "batch": BATCH,
    "ghostBatchSize": GHOST_BATCH,
    "lenet": {
        "squares": as_numbers(squares(drawn(LENET), *batch)),
        "factors": as_numbers(factors(drawn(LENET), *batch)),
    },
    "normed": as_numbers(contributions(drawn(NORMED), *batch)),
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(content, indent=2) + "\n")
