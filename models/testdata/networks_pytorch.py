"""Writes networks_pytorch.json: three steps of PyTorch's SGD in double
precision on narrow C1 and ResNet-8, from the numbers of formula.py.

    pip install torch==2.15.0 numpy && python3 networks_pytorch.py
"""

import json
from pathlib import Path

import torch
from formula import numbers, parameter, values
from torch.nn import functional as F

VERSION = torch.__version__.split("+")[0]
IMAGE, CLASSES, BATCH, GHOST_BATCH = [8, 8, 3], 10, 10, 4
LEARNING_RATE, STEPS, INPUT_SALT = 0.125, 3, 100
C1_WIDTHS, RESNET_WIDTHS = [2, 3, 4], [2, 4, 6]


class Pass:
    """One forward pass, channels first; notes statistics by our names."""

    def __init__(self, parameters, given=None):
        self.parameters, self.given, self.statistics = parameters, given, {}

    def conv(self, x, name, stride=1, bias=False):
        kernel = self.parameters[f"{name}/kernel"].permute(3, 2, 0, 1)
        bias = self.parameters[f"{name}/bias"] if bias else None
        return F.conv2d(x, kernel, bias, stride, 1)

    def norm(self, x, name):
        gamma = self.parameters[f"{name}/gamma"]
        beta = self.parameters[f"{name}/beta"]
        keys = [f"{name}/mean", f"{name}/variance"]
        if self.given is not None:
            mean, variance = (self.given[key] for key in keys)
            return F.batch_norm(x, mean, variance, gamma, beta, False)
        sums = [torch.zeros_like(gamma) for _ in keys]
        normalised = []
        for group in x.split(GHOST_BATCH):
            own = [torch.zeros_like(gamma) for _ in keys]
            # Momentum 1: the running statistics are this group's.
            normalised.append(F.batch_norm(group, *own, gamma, beta, True, 1.0))
            sums = [s + o.detach() * len(group) for s, o in zip(sums, own)]
        self.statistics.update(zip(keys, (s / len(x) for s in sums)))
        return torch.cat(normalised)

    def dense(self, x, name):
        return x @ self.parameters[f"{name}/kernel"] + self.parameters[f"{name}/bias"]


def c1(run, x):
    for stack in (1, 2, 3):
        for i in (1, 2, 3):
            x = run.conv(x, f"stack_{stack}/conv_{i}", bias=True)
            x = F.relu(run.norm(x, f"stack_{stack}/norm_{i}"))
        x = F.max_pool2d(x, 2)
    return run.dense(x.permute(0, 2, 3, 1).flatten(1), "dense_1")


def c1_shapes():
    channels = IMAGE[2]
    for stack, filters in enumerate(C1_WIDTHS, 1):
        for i in (1, 2, 3):
            yield f"stack_{stack}/conv_{i}/kernel", [3, 3, channels, filters]
            yield f"stack_{stack}/conv_{i}/bias", [filters]
            yield f"stack_{stack}/norm_{i}/gamma", [filters]
            yield f"stack_{stack}/norm_{i}/beta", [filters]
            channels = filters
    yield from dense_shapes(channels)


def resnet(run, x):
    x = F.relu(run.norm(run.conv(x, "conv_1"), "conv_1/norm"))
    for stage, filters in enumerate(RESNET_WIDTHS, 1):
        name, stride = f"stage_{stage}/block_1", 1 if stage == 1 else 2
        y = run.norm(run.conv(x, f"{name}/conv_1", stride), f"{name}/conv_1/norm")
        y = run.norm(run.conv(F.relu(y), f"{name}/conv_2"), f"{name}/conv_2/norm")
        kept = x[:, :, ::stride, ::stride]
        short = F.pad(kept, (0, 0, 0, 0, 0, filters - x.shape[1]))
        x = F.relu(y + short)
    return run.dense(x.mean((2, 3)), "dense_1")


def resnet_shapes():
    channels = IMAGE[2]
    names = ["conv_1"]
    names += [f"stage_{s}/block_1/conv_{i}" for s in (1, 2, 3) for i in (1, 2)]
    widths = [RESNET_WIDTHS[0]] + [w for w in RESNET_WIDTHS for _ in (1, 2)]
    for name, filters in zip(names, widths):
        yield f"{name}/kernel", [3, 3, channels, filters]
        yield f"{name}/norm/gamma", [filters]
        yield f"{name}/norm/beta", [filters]
        channels = filters
    yield from dense_shapes(channels)


def dense_shapes(channels):
    yield "dense_1/kernel", [channels, CLASSES]
    yield "dense_1/bias", [CLASSES]


def named(tensors):
    return {name: numbers(tensor) for name, tensor in tensors.items()}


def record(network, shapes):
    x = values(INPUT_SALT, [BATCH, *IMAGE]).permute(0, 3, 1, 2)
    labels = torch.arange(BATCH) * 7 % CLASSES
    parameters = {
        name: parameter(name, salt, shape).requires_grad_()
        for salt, (name, shape) in enumerate(shapes(), 1)
    }
    sgd = torch.optim.SGD(parameters.values(), lr=LEARNING_RATE)
    losses, gradient, statistics = [], None, None
    for _ in range(STEPS):
        run = Pass(parameters)
        loss = F.cross_entropy(network(run, x), labels)
        sgd.zero_grad()
        loss.backward()
        gradient = gradient or named({n: p.grad for n, p in parameters.items()})
        losses.append(loss.item())
        statistics = run.statistics
        sgd.step()
    evaluated = network(Pass(parameters, given=statistics), x)
    return {
        "gradient": gradient,
        "losses": losses,
        "statistics": named(statistics),
        "parameters": named(parameters),
        "evaluated": numbers(evaluated),
    }


content = {
    "source": f"networks_pytorch.py, PyTorch {VERSION}",
    "image": IMAGE,
    "batch": BATCH,
    "ghostBatchSize": GHOST_BATCH,
    "learningRate": LEARNING_RATE,
    "c1Widths": C1_WIDTHS,
    "resnetWidths": RESNET_WIDTHS,
    "c1": record(c1, c1_shapes),
    "resnet": record(resnet, resnet_shapes),
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(content, indent=2) + "\n")
