import { idxDataset } from "./idx_dataset.ts";
import type { LoadableSource } from "./source.ts";

/**
 * MNIST: 60,000 training and 10,000 test images of handwritten digits, 28×28
 * grey pixels, 10 classes.
 *
 * Source: LeCun, Bottou, Bengio, Haffner (1998). The first address is the
 * authors' own, which often refuses; the second one a public mirror.
 */
export const mnist: LoadableSource = idxDataset({
  name: "mnist",
  title: "MNIST",
  licence: "no licence text comes with the files, commonly passed on as " +
    "CC BY-SA 3.0; copyright Yann LeCun and Corinna Cortes",
  homepage: "http://yann.lecun.com/exdb/mnist/",
  citation: "LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied " +
    "to document recognition, Proceedings of the IEEE 86 (1998)",
  addresses: [
    "http://yann.lecun.com/exdb/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
  ],
  imageShape: [28, 28, 1],
  classes: 10,
  files: [
    {
      name: "train-images-idx3-ubyte.gz",
      bytes: 9_912_422,
      sha256:
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    },
    {
      name: "train-labels-idx1-ubyte.gz",
      bytes: 28_881,
      sha256:
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    },
    {
      name: "t10k-images-idx3-ubyte.gz",
      bytes: 1_648_877,
      sha256:
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    },
    {
      name: "t10k-labels-idx1-ubyte.gz",
      bytes: 4_542,
      sha256:
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    },
  ],
});
