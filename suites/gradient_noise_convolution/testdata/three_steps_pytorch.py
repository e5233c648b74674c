"""Writes three_steps_pytorch.json: three steps of gradient noise convolution
in double precision, algorithm 1 of the paper as it stands there, on a small
network with the numbers of models/testdata/formula.py.

    pip install torch==2.15.0 numpy && python3 three_steps_pytorch.py
"""

import json
import sys
from pathlib import Path

import torch
from torch.nn import functional as F

sys.path.append(str(Path(__file__).parents[3] / "models" / "testdata"))
from formula import numbers, parameter  # noqa: E402

VERSION = torch.__version__.split("+")[0]
IMAGE, CLASSES, WORKERS, SHARE, ALPHA = [5, 5, 2], 10, 3, 4, 4.0
LEARNING_RATES = [0.125, 0.25, 0.0625]
SHAPES = {
    "conv_1/kernel": [3, 3, 2, 3],
    "norm_1/gamma": [3],
    "norm_1/beta": [3],
    "conv_2/kernel": [3, 3, 3, 4],
    "norm_2/gamma": [4],
    "norm_2/beta": [4],
    "dense_1/kernel": [4, CLASSES],
    "dense_1/bias": [CLASSES],
}


def examples(step):
    """Pixels from 0 to 255 and classes of a step, irregular in both."""
    shape = [WORKERS * SHARE, *IMAGE]
    i = torch.arange(torch.Size(shape).numel())
    pixels = (31 * i * i + 17 * i + 101 * step) % 256
    labels = (7 * torch.arange(shape[0]) + 3 * step) % CLASSES
    return pixels.reshape(shape), labels


def loss_of(parameters, pixels, labels):
    """Mean cross-entropy; the batch is normalised as a whole."""
    x = pixels.to(torch.float64).permute(0, 3, 1, 2) / 255
    for layer in (1, 2):
        kernel = parameters[f"conv_{layer}/kernel"].permute(3, 2, 0, 1)
        gamma, beta = (parameters[f"norm_{layer}/{n}"] for n in ("gamma", "beta"))
        x = F.conv2d(x, kernel, None, 1, 1)
        x = F.relu(F.batch_norm(x, None, None, gamma, beta, True))
    logits = x.mean((2, 3)) @ parameters["dense_1/kernel"]
    return F.cross_entropy(logits + parameters["dense_1/bias"], labels)


def gradient(parameters, pixels, labels):
    leaves = {n: p.detach().requires_grad_() for n, p in parameters.items()}
    loss = loss_of(leaves, pixels, labels)
    return loss.item(), dict(
        zip(leaves, torch.autograd.grad(loss, list(leaves.values())))
    )


def filter_norms(x):
    """Of HWIO and IO kernels one norm an output; of a vector one norm."""
    dims = tuple(range(x.dim() - 1)) if x.dim() > 1 else (0,)
    return x.square().sum(dims, keepdim=True).sqrt()


def trained(filter_wise):
    x = {n: parameter(n, i, s) for i, (n, s) in enumerate(SHAPES.items(), 1)}
    own, mean = None, None
    losses, gradients = [], []
    for step, rate in enumerate(LEARNING_RATES):
        pixels, labels = (part.split(SHARE) for part in examples(step))
        results = []
        for i in range(WORKERS):
            point = x
            if own is not None:
                omega = {n: own[i][n] - mean[n] for n in x}
                norms = {n: filter_norms(w) if filter_wise else 1 for n, w in x.items()}
                point = {n: x[n] - ALPHA * rate * norms[n] * omega[n] for n in x}
            results.append(gradient(point, pixels[i], labels[i]))
        own = [g for _, g in results]
        mean = {n: sum(g[n] for g in own) / WORKERS for n in x}
        losses.append(sum(loss for loss, _ in results) / WORKERS)
        gradients.append({n: numbers(g) for n, g in mean.items()})
        x = {n: x[n] - rate * mean[n] for n in x}
    return {"losses": losses, "gradients": gradients}


content = {
    "source": f"three_steps_pytorch.py, PyTorch {VERSION}",
    "image": IMAGE,
    "workers": WORKERS,
    "share": SHARE,
    "alpha": ALPHA,
    "learningRates": LEARNING_RATES,
    "filterWise": trained(True),
    "unscaled": trained(False),
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(content, indent=2) + "\n")
