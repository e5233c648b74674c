"""Writes cross_entropy_pytorch.json: losses and gradients of PyTorch's
cross-entropy in double precision, on logits that single precision holds.

    pip install torch==2.15.0 numpy && python3 cross_entropy_pytorch.py
"""

import json
from pathlib import Path

import torch

VERSION = torch.__version__.split("+")[0]

LOGITS = [
    [0, 0, 0, 0],
    [1, 2, 3, 4],
    [-0.5, 0.25, 8, -3],
    [1000, 0, -1000, 999],
    [-1000, 0, -1000, -999],
    [0.0001220703125, 0, 0, -0.0001220703125],
]
LABELS = [2, 3, 0, 3, 2, 0]
WEIGHTS = [0.25, -0.5, 1, 1.5, 0, -1]

logits = torch.tensor(LOGITS, dtype=torch.float64, requires_grad=True)
labels = torch.tensor(LABELS)
losses = torch.nn.functional.cross_entropy(logits, labels, reduction="none")
(losses * torch.tensor(WEIGHTS, dtype=torch.float64)).sum().backward()
content = {
    "source": f"cross_entropy_pytorch.py, PyTorch {VERSION}",
    "logits": LOGITS,
    "labels": LABELS,
    "weights": WEIGHTS,
    "losses": losses.tolist(),
    "gradient": logits.grad.tolist(),
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(content, indent=2) + "\n")
