"""The networks of ../../models in the operations that a framework offers.

`run` does one forward pass in training: it holds the parameters by our names
and normalises over the whole batch.
"""


def f1(run, x):
    x = run.flatten(x)
    for layer in range(1, 8):
        x = run.relu(run.dense(x, f"dense_{layer}"))
    return run.dense(x, "dense_8")


def c1(run, x):
    for stack in (1, 2, 3):
        for i in (1, 2, 3):
            x = run.conv(x, f"stack_{stack}/conv_{i}", bias=True)
            x = run.relu(run.norm(x, f"stack_{stack}/norm_{i}"))
        x = run.max_pool(x)
    return run.dense(run.flatten(x), "dense_1")


def resnet32(run, x):
    x = run.relu(run.norm(run.conv(x, "conv_1"), "conv_1/norm"))
    for stage, channels in enumerate((16, 32, 64), 1):
        for block in range(1, 6):
            name = f"stage_{stage}/block_{block}"
            stride = 2 if stage > 1 and block == 1 else 1
            y = run.conv(x, f"{name}/conv_1", stride)
            y = run.relu(run.norm(y, f"{name}/conv_1/norm"))
            y = run.norm(run.conv(y, f"{name}/conv_2"), f"{name}/conv_2/norm")
            if stride > 1:
                x = run.subsample(x, stride, channels)
            x = run.relu(y + x)
    return run.dense(run.average(x), "dense_1")


NETWORKS = {"f1": f1, "c1": c1, "resnet32": resnet32}
