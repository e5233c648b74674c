"""A contender of `deno task bench:peers` in Python. protocol.ts says what it
reads and answers.

    python3 peers.py torch|torch-compile|jax THREADS
"""

import json
import math
import os
import signal
import sys
import time
import traceback

ANSWERS = os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1)


def main(name, threads):
    # Ctrl-C reaches every process of the terminal; the main process decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Standard output is for answers alone.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        start = jax_training if name == "jax" else torch_training
        new_training, introduction = start(threads, name == "torch-compile")
        from work_folder import read_work
    except ModuleNotFoundError as error:
        send(
            type="failed",
            usage=True,
            message=f"Cannot import {error.name} for {name} in {sys.executable}"
            ": run pip install -r bench/peers/requirements.txt there, or name "
            "another Python with --python",
        )
        return
    send(type="ready", **introduction)
    training = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["type"] == "prepare":
                training = None  # its memory goes first
                training = new_training(*read_work(request["folder"]))
                send(type="prepared")
            else:
                send(type="ran", **run(training, request["steps"]))
        except Exception as error:
            traceback.print_exc()
            send(type="failed", usage=False, message=str(error))


def run(training, steps):
    training.restart()
    losses, milliseconds = [], []
    for _ in range(steps):
        start = time.perf_counter()
        loss = training.step()
        milliseconds.append(1000 * (time.perf_counter() - start))
        # JSON has no word for other numbers.
        losses.append(loss if math.isfinite(loss) else None)
    return {"losses": losses, "milliseconds": milliseconds}


def torch_training(threads, compiled):
    import torch
    import torch_peer

    torch.set_num_threads(threads)

    def new_training(work, parameters, batch):
        return torch_peer.Training(work, parameters, batch, compiled)

    version = torch.__version__.split("+")[0]
    mode = "compiled" if compiled else "eager"
    device = torch_peer.DEVICE.type
    return new_training, {"title": f"PyTorch {version} {mode}", "device": device}


def jax_training(threads, compiled):
    # XLA has as many threads as there are processors that it may use.
    if hasattr(os, "sched_setaffinity"):
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, processors[:threads])
    import jax
    import jax_peer

    device = jax.devices()[0].platform
    return jax_peer.Training, {
        "title": f"JAX {jax.__version__} jit",
        "device": device,
    }


def send(**message):
    print(json.dumps(message, allow_nan=False), file=ANSWERS)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
