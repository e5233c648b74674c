"""JAX's side: the whole step under jit, which may reuse its arguments' memory."""

from functools import partial

import jax
import jax.numpy as jnp
from jax import lax
from networks import NETWORKS


class Pass:
    """One forward pass, channels last."""

    relu = staticmethod(jax.nn.relu)
    flatten = staticmethod(lambda x: x.reshape(len(x), -1))
    average = staticmethod(lambda x: x.mean((1, 2)))

    def __init__(self, parameters):
        self.parameters, self.statistics = parameters, {}

    def dense(self, x, name):
        kernel, bias = self.get(name, "kernel", "bias")
        return x @ kernel + bias

    def conv(self, x, name, stride=1, bias=False):
        y = lax.conv_general_dilated(
            x,
            self.parameters[f"{name}/kernel"],
            window_strides=(stride, stride),
            padding=((1, 1), (1, 1)),
            dimension_numbers=("NHWC", "HWIO", "NHWC"),
        )
        return y + self.parameters[f"{name}/bias"] if bias else y

    def norm(self, x, name):
        gamma, beta = self.get(name, "gamma", "beta")
        mean, variance = x.mean((0, 1, 2)), x.var((0, 1, 2))
        values = x.size // x.shape[-1]
        self.statistics[name] = mean, variance * values / (values - 1)
        return (x - mean) * (lax.rsqrt(variance + 1e-5) * gamma) + beta

    def max_pool(self, x):
        window = (1, 2, 2, 1)
        return lax.reduce_window(x, -jnp.inf, lax.max, window, window, "VALID")

    def subsample(self, x, stride, channels):
        kept = x[:, ::stride, ::stride, :]
        added = channels - x.shape[-1]
        return jnp.pad(kept, ((0, 0), (0, 0), (0, 0), (0, added)))

    def get(self, name, *kinds):
        return [self.parameters[f"{name}/{kind}"] for kind in kinds]


class Training:
    """A training on one batch that starts anew at will."""

    def __init__(self, work, parameters, batch):
        self.start = jax.tree.map(jnp.asarray, parameters)
        self.batch = tuple(map(jnp.asarray, batch))
        network = NETWORKS[work["network"]]
        self.init, update = optimizer(work)

        def loss_of(parameters, x, labels, weights):
            run = Pass(parameters)
            likelihoods = jax.nn.log_softmax(network(run, x))
            of_labels = jnp.take_along_axis(likelihoods, labels[:, None], 1)
            return -(weights * of_labels[:, 0]).sum(), run.statistics

        @partial(jax.jit, donate_argnums=(0, 1))
        def step(parameters, state, batch):
            gradient_of = jax.value_and_grad(loss_of, has_aux=True)
            (loss, statistics), gradient = gradient_of(parameters, *batch)
            parameters, state = update(parameters, state, gradient)
            return parameters, state, loss, statistics

        self.update = step

    def restart(self):
        # Copies, since the step takes over the memory of its arguments.
        self.parameters = jax.tree.map(jnp.copy, self.start)
        self.state = self.init(self.parameters)

    def step(self):
        self.parameters, self.state, loss, _ = self.update(
            self.parameters, self.state, self.batch
        )
        return float(loss)


def optimizer(work):
    """Functions for the state before the first step, and for an update."""
    settings, rate = work["optimizer"], work["learningRate"]
    if settings["name"] == "adam":
        return adam(rate, settings)
    decay = settings["momentum"]

    def momentum(parameters, velocity, gradient):
        velocity = jax.tree.map(lambda v, g: decay * v + g, velocity, gradient)
        update = lambda w, v: w - rate * v  # noqa: E731
        return jax.tree.map(update, parameters, velocity), velocity

    return partial(jax.tree.map, jnp.zeros_like), momentum


def adam(rate, settings):
    beta1, beta2 = settings["beta1"], settings["beta2"]

    def init(parameters):
        zeros = jax.tree.map(jnp.zeros_like, parameters)
        return zeros, jax.tree.map(jnp.copy, zeros), jnp.zeros(())

    def update(parameters, state, gradient):
        mean, square, steps = state
        steps += 1
        correction1, correction2 = 1 - beta1**steps, 1 - beta2**steps

        def moved(old, new, beta):
            return beta * old + (1 - beta) * new

        mean = jax.tree.map(lambda m, g: moved(m, g, beta1), mean, gradient)
        square = jax.tree.map(
            lambda v, g: moved(v, g * g, beta2), square, gradient
        )

        def next_of(w, m, v):
            root = jnp.sqrt(v / correction2) + settings["epsilon"]
            return w - rate * (m / correction1) / root

        parameters = jax.tree.map(next_of, parameters, mean, square)
        return parameters, (mean, square, steps)

    return init, update
