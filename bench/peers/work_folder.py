"""Reads what work_folder.ts wrote: a work, its first parameters, its batch."""

import json
from math import prod
from pathlib import Path

import numpy as np


def read_work(folder):
    folder = Path(folder)
    work = json.loads((folder / "work.json").read_text())
    values = np.fromfile(folder / "parameters.f32", "<f4")
    parameters, start = {}, 0
    for each in work["parameters"]:
        end = start + prod(each["shape"])
        parameters[each["name"]] = values[start:end].reshape(each["shape"])
        start = end
    x = np.fromfile(folder / "x.f32", "<f4").reshape(work["x"])
    labels = np.fromfile(folder / "labels.i32", "<i4")
    weights = np.fromfile(folder / "weights.f32", "<f4")
    return work, parameters, (x, labels, weights)
