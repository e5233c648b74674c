"""PyTorch's side: eager, or through torch.compile."""

import torch
from networks import NETWORKS
from torch.nn import functional as F

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Pass:
    """One forward pass, channels first, weights as PyTorch has them."""

    flatten = staticmethod(lambda x: x.permute(0, 2, 3, 1).flatten(1))
    relu = staticmethod(F.relu)
    max_pool = staticmethod(lambda x: F.max_pool2d(x, 2))
    average = staticmethod(lambda x: x.mean((2, 3)))

    def __init__(self, parameters, statistics):
        self.parameters, self.statistics = parameters, statistics

    def dense(self, x, name):
        return F.linear(x, *self.get(name, "kernel", "bias"))

    def conv(self, x, name, stride=1, bias=False):
        bias = self.parameters[f"{name}/bias"] if bias else None
        kernel = self.parameters[f"{name}/kernel"]
        return F.conv2d(x, kernel, bias, stride, padding=1)

    def norm(self, x, name):
        running = self.statistics[name]
        gamma, beta = self.get(name, "gamma", "beta")
        return F.batch_norm(x, *running, gamma, beta, training=True)

    def subsample(self, x, stride, channels):
        kept = x[:, :, ::stride, ::stride]
        return F.pad(kept, (0, 0, 0, 0, 0, channels - x.shape[1]))

    def get(self, name, *kinds):
        return [self.parameters[f"{name}/{kind}"] for kind in kinds]


class Training:
    """A training on one batch that starts anew at will."""

    def __init__(self, work, parameters, batch, compiled=False):
        self.work = work
        self.start = {name: as_torch(w) for name, w in parameters.items()}
        x, labels, weights = batch
        x = torch.tensor(x, device=DEVICE).permute(0, 3, 1, 2)
        x = x.contiguous(memory_format=torch.channels_last)
        labels = torch.tensor(labels, dtype=torch.long, device=DEVICE)
        self.batch = x, labels, torch.tensor(weights, device=DEVICE)
        network = NETWORKS[work["network"]]

        def loss_of(parameters, statistics, x, labels, weights):
            logits = network(Pass(parameters, statistics), x)
            losses = F.cross_entropy(logits, labels, reduction="none")
            return (weights * losses).sum()

        self.loss_of = torch.compile(loss_of) if compiled else loss_of

    def restart(self):
        self.parameters = {
            name: w.clone().requires_grad_() for name, w in self.start.items()
        }
        self.statistics = {
            name.removesuffix("/gamma"): (torch.zeros_like(w), torch.ones_like(w))
            for name, w in self.start.items()
            if name.endswith("/gamma")
        }
        self.optimizer = optimizer(self.work, self.parameters.values())

    def step(self):
        loss = self.loss_of(self.parameters, self.statistics, *self.batch)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()


def optimizer(work, parameters):
    settings, rate = work["optimizer"], work["learningRate"]
    if settings["name"] == "adam":
        betas = settings["beta1"], settings["beta2"]
        return torch.optim.Adam(
            parameters, rate, betas, settings["epsilon"], fused=True
        )
    momentum = settings["momentum"]
    return torch.optim.SGD(parameters, rate, momentum, fused=True)


def as_torch(array):
    """A parameter in PyTorch's order of axes, filters with channels last."""
    tensor = torch.tensor(array, device=DEVICE)
    if tensor.dim() == 4:
        tensor = tensor.permute(3, 2, 0, 1)
        return tensor.contiguous(memory_format=torch.channels_last)
    return tensor.t().contiguous() if tensor.dim() == 2 else tensor
