"""Forward passes by our names, and what PyTorch's SGD makes of them."""

import torch
from formula import numbers, parameter, values
from torch.nn import functional as F

STEPS, INPUT_SALT, CLASSES = 3, 100, 10


class Pass:
    """One forward pass, channels first; notes statistics by our names.

    Parameters that do not exist are made by formula.py; the n-th has salt n.
    """

    def __init__(self, parameters, *, ghost_batch, gain=1, given=None):
        self.parameters, self.ghost_batch, self.gain = parameters, ghost_batch, gain
        self.given, self.statistics = given, {}

    def parameter(self, name, shape):
        if name not in self.parameters:
            made = parameter(name, len(self.parameters) + 1, shape)
            made *= self.gain if name.endswith("kernel") else 1
            self.parameters[name] = made.requires_grad_()
        return self.parameters[name]

    def conv(self, x, name, filters, *, size=3, stride=1, padding=None, bias=False):
        padding = (size - 1) // 2 if padding is None else padding
        shape = [size, size, x.shape[1], filters]
        kernel = self.parameter(f"{name}/kernel", shape).permute(3, 2, 0, 1)
        bias = self.parameter(f"{name}/bias", [filters]) if bias else None
        return F.conv2d(x, kernel, bias, stride, padding)

    def norm(self, x, name):
        gamma = self.parameter(f"{name}/gamma", [x.shape[1]])
        beta = self.parameter(f"{name}/beta", [x.shape[1]])
        keys = [f"{name}/mean", f"{name}/variance"]
        if self.given is not None:
            mean, variance = (self.given[key] for key in keys)
            return F.batch_norm(x, mean, variance, gamma, beta, False)
        sums = [torch.zeros_like(gamma) for _ in keys]
        normalised = []
        for group in x.split(self.ghost_batch):
            own = [torch.zeros_like(gamma) for _ in keys]
            # Momentum 1: the running statistics are this group's.
            normalised.append(F.batch_norm(group, *own, gamma, beta, True, 1.0))
            sums = [s + o.detach() * len(group) for s, o in zip(sums, own)]
        self.statistics.update(zip(keys, (s / len(x) for s in sums)))
        return torch.cat(normalised)

    def dense(self, x, name, outputs, *, bias=True):
        y = x @ self.parameter(f"{name}/kernel", [x.shape[1], outputs])
        return y + self.parameter(f"{name}/bias", [outputs]) if bias else y

    def scale(self, x, name):
        return x * self.parameter(f"{name}/alpha", [])


def flat(x):
    """Channels last, as ours are."""
    return x.permute(0, 2, 3, 1).flatten(1)


def named(tensors):
    return {name: numbers(tensor) for name, tensor in tensors.items()}


def record(network, *, image, batch=10, ghost_batch=4, gain=1, rate=1 / 8):
    """Three steps on one batch, and evaluation with the last statistics."""
    sizes = {"ghost_batch": ghost_batch, "gain": gain}
    x = values(INPUT_SALT, [batch, *image]).permute(0, 3, 1, 2)
    labels = torch.arange(batch) * 7 % CLASSES
    parameters = {}
    network(Pass(parameters, **sizes), x)
    sgd = torch.optim.SGD(parameters.values(), lr=rate)
    losses, gradient, statistics = [], None, None
    for _ in range(STEPS):
        run = Pass(parameters, **sizes)
        loss = F.cross_entropy(network(run, x), labels)
        sgd.zero_grad()
        loss.backward()
        gradient = gradient or named({n: p.grad for n, p in parameters.items()})
        losses.append(loss.item())
        statistics = run.statistics
        sgd.step()
    evaluated = network(Pass(parameters, **sizes, given=statistics), x)
    return {
        "image": image,
        "batch": batch,
        "ghostBatchSize": ghost_batch,
        "kernelGain": gain,
        "learningRate": rate,
        "gradient": gradient,
        "losses": losses,
        "statistics": named(statistics),
        "evaluated": numbers(evaluated),
    }
