"""Writes optimizers_pytorch.json: 20 updates of PyTorch's optimizers in double
precision on fixed gradients that single precision holds exactly.

    pip install torch==2.15.0 numpy && python3 optimizers_pytorch.py

PyTorch has no optimizer with the learning rate inside the velocity, and no
LARS. Both are its momentum at rate 1, given gradients times their own rates.
"""

import json
from pathlib import Path

import torch
from torch.optim import SGD, Adam, AdamW

VERSION = torch.__version__.split("+")[0]

STEPS = 20
SHAPES = {"kernel": (2, 3), "bias": (3,)}
SCALES = [1.0, 2.0**-6, 0.0, 4.0, 2.0**-12, 1.0]
DECAY = 0.125
LARS_COEFFICIENT = 0.25


def all_of(parameters):
    return [{"params": list(parameters.values())}]


def all_decay(parameters):
    return [{"params": list(parameters.values()), "weight_decay": DECAY}]


def kernels_decay(parameters):
    return [
        {"params": [parameters["kernel"]], "weight_decay": DECAY},
        {"params": [parameters["bias"]], "weight_decay": 0.0},
    ]


def one_rate(gradient, _weight, _name):
    return gradient


def lars(gradient, weight, _name):
    decay = DECAY * weight
    ratio = weight.norm() / (gradient.norm() + DECAY * weight.norm())
    return LARS_COEFFICIENT * ratio * (gradient + decay)


def lars_of_kernels(gradient, weight, name):
    return lars(gradient, weight, name) if name == "kernel" else gradient


def outside(make, groups=all_of):
    """An optimizer that is given the learning rate."""

    def start(parameters):
        optimizer = make(groups(parameters))

        def step(gradient, rate):
            for name, parameter in parameters.items():
                parameter.grad = gradient[name]
            for group in optimizer.param_groups:
                group["lr"] = rate
            optimizer.step()

        return step

    return start


def inside(scaled=one_rate, decay=0.0):
    """Momentum 0.9 at rate 1, given η times the gradient (times a ratio)."""

    def start(parameters):
        optimizer = SGD(parameters.values(), lr=1.0, momentum=0.9)

        def step(gradient, rate):
            for name, w in parameters.items():
                g = gradient[name] + decay * w
                w.grad = rate * scaled(g, w, name)
            optimizer.step()

        return step

    return start


OPTIMIZERS = {
    "gradient descent": outside(lambda p: SGD(p, lr=0.0)),
    "momentum 0.9": outside(lambda p: SGD(p, lr=0.0, momentum=0.9)),
    "Adam": outside(lambda p: Adam(p, lr=0.0, eps=1e-7)),
    "Adam, other constants": outside(
        lambda p: Adam(p, lr=0.0, betas=(0.5, 0.9), eps=0.01)
    ),
    "classical momentum 0.9": inside(),
    "Nesterov momentum 0.9": outside(
        lambda p: SGD(p, lr=0.0, momentum=0.9, nesterov=True)
    ),
    "LARS of kernels": inside(lars_of_kernels),
    "LARS of all": inside(lars),
    "momentum 0.9, decay of kernels": outside(
        lambda p: SGD(p, lr=0.0, momentum=0.9), kernels_decay
    ),
    "momentum 0.9, decay of all": outside(
        lambda p: SGD(p, lr=0.0, momentum=0.9), all_decay
    ),
    "classical momentum 0.9, decay of all": inside(decay=DECAY),
    "Adam, decay of kernels": outside(
        lambda p: Adam(p, lr=0.0, eps=1e-7), kernels_decay
    ),
    "Adam, decoupled decay of kernels": outside(
        lambda p: AdamW(p, lr=0.0, eps=1e-7), kernels_decay
    ),
    "Adam, decoupled decay of all": outside(
        lambda p: AdamW(p, lr=0.0, eps=1e-7), all_decay
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


def updated(start):
    parameters = {
        name: torch.tensor(
            [i / 4 - 0.5 for i in range(torch.Size(shape).numel())],
            dtype=torch.float64,
        )
        for name, shape in SHAPES.items()
    }
    take = start(parameters)
    for step in range(STEPS):
        gradients = {
            name: torch.tensor(
                gradient(step, parameter.numel()), dtype=torch.float64
            )
            for name, parameter in parameters.items()
        }
        take(gradients, learning_rate(step))
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
    "decay": DECAY,
    "larsCoefficient": LARS_COEFFICIENT,
    "updated": {
        name: list(updated(start)) for name, start in OPTIMIZERS.items()
    },
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(content, indent=2) + "\n")
