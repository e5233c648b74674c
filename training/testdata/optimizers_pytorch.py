"""Writes optimizers_pytorch.json: 20 updates of PyTorch's optimizers in double
precision on fixed gradients that single precision holds exactly.

    pip install torch==2.15.0 numpy && python3 optimizers_pytorch.py
"""

import json
from pathlib import Path

import torch

VERSION = torch.__version__.split("+")[0]

STEPS = 20
SHAPES = {"kernel": (2, 3), "bias": (3,)}
SCALES = [1.0, 2.0**-6, 0.0, 4.0, 2.0**-12, 1.0]

OPTIMIZERS = {
    "gradient descent": lambda p: torch.optim.SGD(p, lr=0.0),
    "momentum 0.9": lambda p: torch.optim.SGD(p, lr=0.0, momentum=0.9),
    "Adam": lambda p: torch.optim.Adam(p, lr=0.0, eps=1e-7),
    "Adam, other constants": lambda p: torch.optim.Adam(
        p, lr=0.0, betas=(0.5, 0.9), eps=0.01
    ),
}


def learning_rate(step):
    """Halved half-way: tells whether the rate is inside the velocity."""
    return 0.125 if step < STEPS // 2 else 0.0625


def gradient(step, size):
    """Multiples of 2^-19 of either sign, small, large and zero ones."""
    return [
        ((step * 37 + i * 59) % 129 - 64) / 128 * SCALES[i % len(SCALES)]
        for i in range(size)
    ]


def updated(make):
    parameters = {
        name: torch.tensor(
            [i / 4 - 0.5 for i in range(torch.Size(shape).numel())],
            dtype=torch.float64,
        )
        for name, shape in SHAPES.items()
    }
    optimizer = make(list(parameters.values()))
    for step in range(STEPS):
        for parameter in parameters.values():
            parameter.grad = torch.tensor(
                gradient(step, parameter.numel()), dtype=torch.float64
            )
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step)
        optimizer.step()
        yield {name: value.tolist() for name, value in parameters.items()}


sizes = {name: torch.Size(shape).numel() for name, shape in SHAPES.items()}
content = {
    "source": f"optimizers_pytorch.py, PyTorch {VERSION}",
    "shapes": SHAPES,
    "initial": {
        name: [i / 4 - 0.5 for i in range(size)] for name, size in sizes.items()
    },
    "learningRates": [learning_rate(step) for step in range(STEPS)],
    "gradients": [
        {name: gradient(step, size) for name, size in sizes.items()}
        for step in range(STEPS)
    ],
    "updated": {name: list(updated(make)) for name, make in OPTIMIZERS.items()},
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(content, indent=2) + "\n")
