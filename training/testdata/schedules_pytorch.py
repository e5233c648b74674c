"""Writes schedules_pytorch.json: the learning rates of PyTorch's schedulers,
update by update.

    pip install torch==2.15.0 numpy && python3 schedules_pytorch.py
"""

import json
from pathlib import Path

import torch
from torch.optim.lr_scheduler import (
    ChainedScheduler,
    LinearLR,
    MultiStepLR,
    PolynomialLR,
)

VERSION = torch.__version__.split("+")[0]

LEARNING_RATE = 3.2
STEPS_PER_EPOCH = 4
EPOCHS = [4, 6.5]
WARM_UP = {"from": 0.025, "epochs": 2.5}
POLYNOMIAL_STEPS = 28
GEOMETRIC_STEPS = 43


def milestones(optimizer):
    steps = [int(epoch * STEPS_PER_EPOCH) for epoch in EPOCHS]
    return MultiStepLR(optimizer, milestones=steps, gamma=0.1)


def warm_up(optimizer):
    return LinearLR(
        optimizer,
        start_factor=WARM_UP["from"] / LEARNING_RATE,
        total_iters=int(WARM_UP["epochs"] * STEPS_PER_EPOCH),
    )


def polynomial(optimizer):
    return PolynomialLR(optimizer, total_iters=POLYNOMIAL_STEPS, power=2)


def geometric(optimizer):
    half, twentieth = GEOMETRIC_STEPS // 2, GEOMETRIC_STEPS // 20
    drops = [half + k * twentieth for k in range(10)]
    return MultiStepLR(optimizer, milestones=drops, gamma=0.5)


SCHEDULES = {
    "milestones": milestones,
    "warm-up": warm_up,
    "warm-up, milestones": lambda o: ChainedScheduler(
        [warm_up(o), milestones(o)]
    ),
    "polynomial decay": polynomial,
    "geometric decay": geometric,
}


def rates(make):
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=LEARNING_RATE)
    scheduler = make(optimizer)
    for _ in range(GEOMETRIC_STEPS + 2):
        yield optimizer.param_groups[0]["lr"]
        optimizer.step()
        scheduler.step()


content = {
    "source": f"schedules_pytorch.py, PyTorch {VERSION}",
    "learningRate": LEARNING_RATE,
    "stepsPerEpoch": STEPS_PER_EPOCH,
    "milestones": EPOCHS,
    "warmUp": WARM_UP,
    "polynomialSteps": POLYNOMIAL_STEPS,
    "geometricSteps": GEOMETRIC_STEPS,
    "rates": {name: list(rates(make)) for name, make in SCHEDULES.items()},
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(content, indent=2) + "\n")
