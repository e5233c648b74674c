import { idxDataset } from "./idx_dataset.ts";
import type { LoadableSource } from "./source.ts";

/**
 * Fashion-MNIST: 60,000 training and 10,000 test images of clothes, 28×28 grey
 * pixels, 10 classes.
 *
 * Source: Xiao, Rasul, Vollgraf, arXiv:1708.07747. The first address is the
 * one in the authors' README, the second one their repository.
 */
export const fashionMnist: LoadableSource = idxDataset({
  name: "fashion-mnist",
  title: "Fashion-MNIST",
  licence: "MIT licence, copyright 2017 Zalando SE",
  homepage: "https://github.com/zalandoresearch/fashion-mnist",
  citation: "Xiao, Rasul, Vollgraf: Fashion-MNIST: a novel image dataset for " +
    "benchmarking machine learning algorithms, arXiv:1708.07747 (2017)",
  addresses: [
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
  ],
  imageShape: [28, 28, 1],
  classes: 10,
  files: [
    {
      name: "train-images-idx3-ubyte.gz",
      bytes: 26_421_880,
      sha256:
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    },
    {
      name: "train-labels-idx1-ubyte.gz",
      bytes: 29_515,
      sha256:
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    },
    {
      name: "t10k-images-idx3-ubyte.gz",
      bytes: 4_422_102,
      sha256:
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    },
    {
      name: "t10k-labels-idx1-ubyte.gz",
      bytes: 5_148,
      sha256:
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    },
  ],
});
