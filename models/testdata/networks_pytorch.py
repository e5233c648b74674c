"""Writes networks_pytorch.json: three steps of PyTorch's SGD in double
precision on narrow networks, from the numbers of formula.py.

    pip install torch==2.15.0 numpy && python3 networks_pytorch.py
"""

import json
from pathlib import Path

import torch
from sgd import CLASSES, flat, record
from torch.nn import functional as F

VERSION = torch.__version__.split("+")[0]

def mlp(run, x):
    x = flat(x)
    for i, width in enumerate([5, 4], 1):
        x = run.dense(x, f"dense_{i}", width, bias=False)
        x = F.relu(run.norm(x, f"norm_{i}"))
    return run.dense(x, "dense_3", CLASSES)


def lenet(run, x):
    x = F.max_pool2d(F.relu(run.conv(x, "conv_1", 3, size=5, bias=True)), 2)
    x = run.conv(x, "conv_2", 4, size=5, padding=0, bias=True)
    x = flat(F.max_pool2d(F.relu(x), 2))
    x = F.relu(run.dense(x, "dense_1", 6))
    x = F.relu(run.dense(x, "dense_2", 5))
    return run.dense(x, "dense_3", CLASSES)


def alexnet(run, x):
    x = run.conv(x, "conv_1", 3, size=11, stride=4, bias=True)
    x = F.max_pool2d(F.relu(x), 2)
    x = F.max_pool2d(F.relu(run.conv(x, "conv_2", 3, size=5, bias=True)), 2)
    for i, filters in [(3, 4), (4, 4), (5, 3)]:
        x = F.relu(run.conv(x, f"conv_{i}", filters, bias=True))
    return run.dense(flat(F.max_pool2d(x, 2)), "dense_1", CLASSES)


def stacks(convolutions, widths):
    def apply(run, x):
        for stack, filters in enumerate(widths, 1):
            for i in range(1, convolutions[stack - 1] + 1):
                x = run.conv(x, f"stack_{stack}/conv_{i}", filters, bias=True)
                x = F.relu(run.norm(x, f"stack_{stack}/norm_{i}"))
            x = F.max_pool2d(x, 2)
        return run.dense(flat(x), "dense_1", CLASSES)

    return apply


def normalised(run, x, name, filters, **sizes):
    return run.norm(run.conv(x, name, filters, **sizes), f"{name}/norm")


def resnet(run, x):
    x = F.relu(normalised(run, x, "conv_1", 2))
    for stage, filters in enumerate([2, 4, 6], 1):
        name, stride = f"stage_{stage}/block_1", 1 if stage == 1 else 2
        y = normalised(run, x, f"{name}/conv_1", filters, stride=stride)
        y = normalised(run, F.relu(y), f"{name}/conv_2", filters)
        kept = x[:, :, ::stride, ::stride]
        short = F.pad(kept, (0, 0, 0, 0, 0, filters - x.shape[1]))
        x = F.relu(y + short)
    return run.dense(x.mean((2, 3)), "dense_1", CLASSES)


def wide_resnet(skipinit):
    def activation(run, x, name):
        return F.relu(x if skipinit else run.norm(x, name))

    def apply(run, x):
        x = run.conv(x, "conv_1", 2, bias=skipinit)
        for group, filters in enumerate([2, 4, 8], 1):
            name, stride = f"group_{group}/block_1", 1 if group == 1 else 2
            active = activation(run, x, f"{name}/norm_1")
            sizes = {"stride": stride, "bias": skipinit}
            y = run.conv(active, f"{name}/conv_1", filters, **sizes)
            y = activation(run, y, f"{name}/norm_2")
            y = run.conv(y, f"{name}/conv_2", filters, bias=skipinit)
            y = run.scale(y, name) if skipinit else y
            if filters != x.shape[1]:
                x = run.conv(active, f"{name}/shortcut", filters, size=1, **sizes)
            x = x + y
        x = activation(run, x, "norm").mean((2, 3))
        return run.dense(x, "dense_1", CLASSES)

    return apply


def resnet50(run, x):
    x = F.relu(normalised(run, x, "conv_1", 2, size=7, stride=2))
    x = F.max_pool2d(x, 3, 2, 1)
    for stage, blocks in enumerate([2, 1, 1, 1], 1):
        for block in range(1, blocks + 1):
            name = f"stage_{stage}/block_{block}"
            stride = 2 if stage > 1 and block == 1 else 1
            y = F.relu(normalised(run, x, f"{name}/conv_1", 2, size=1))
            y = normalised(run, y, f"{name}/conv_2", 2, stride=stride)
            y = normalised(run, F.relu(y), f"{name}/conv_3", 8, size=1)
            if block == 1:
                sizes = {"size": 1, "stride": stride}
                x = normalised(run, x, f"{name}/shortcut", 8, **sizes)
            x = F.relu(x + y)
    return run.dense(x.mean((2, 3)), "dense_1", CLASSES)


# Deep networks are followed for short steps: long ones are chaotic.
DEEP = {"image": [32, 32, 3], "batch": 12, "ghost_batch": 6, "rate": 1 / 256}
NETWORKS = {
    "c1": record(stacks([3, 3, 3], [2, 3, 4]), image=[8, 8, 3]),
    "resnet": record(resnet, image=[8, 8, 3]),
    "mlp": record(mlp, image=[3, 4, 2], batch=14, ghost_batch=8),
    # Without normalisation, kernels as large as He's.
    "lenet": record(lenet, image=[12, 12, 1], gain=2),
    "alexnet": record(alexnet, image=[32, 32, 2], gain=2),
    "vgg16": record(stacks([2, 2, 3, 3, 3], [3, 3, 3, 3, 3]), **DEEP),
    "wideResnet": record(wide_resnet(skipinit=False), image=[8, 8, 3]),
    "skipinitWideResnet": record(
        wide_resnet(skipinit=True), image=[8, 8, 3], gain=2
    ),
    "resnet50": record(resnet50, **DEEP),
}

content = {
    "source": f"networks_pytorch.py, PyTorch {VERSION}",
    "networks": NETWORKS,
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(content, indent=2) + "\n")
