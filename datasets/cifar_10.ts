import { cifarDataset } from "./cifar_dataset.ts";
import type { LoadableSource } from "./source.ts";

const TRAIN = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);

/**
 * CIFAR-10: 50,000 training and 10,000 test images of things and animals,
 * 32×32 colour pixels, 10 classes.
 *
 * Source: Krizhevsky, "Learning multiple layers of features from tiny images"
 * (2009). The first address is the one on the author's page, the second one
 * where it leads today. That page gives the archive's md5,
 * c32a1d4ab5d03f1284b67883e8d87530; length and sha256 of the same archive are
 * those of TensorFlow Datasets; the sha256 of the files in it are computed
 * here and equal those in torchvision for Ruby.
 */
export const cifar10: LoadableSource = cifarDataset({
  name: "cifar-10",
  title: "CIFAR-10",
  licence: "no licence text comes with the files; copyright Alex Krizhevsky, " +
    "Vinod Nair and Geoffrey Hinton, who ask to be cited",
  homepage: "https://www.cs.toronto.edu/~kriz/cifar.html",
  citation: "Krizhevsky: Learning multiple layers of features from tiny " +
    "images, University of Toronto (2009)",
  addresses: [
    "https://www.cs.toronto.edu/~kriz/",
    "https://cave.cs.toronto.edu/kriz/",
  ],
  imageShape: [32, 32, 3],
  classes: 10,
  archive: {
    name: "cifar-10-binary.tar.gz",
    folder: "cifar-10-batches-bin",
    bytes: 170_052_171,
    sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
  },
  files: [
    {
      name: "data_batch_1.bin",
      bytes: 30_730_000,
      sha256:
        "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
    },
    {
      name: "data_batch_2.bin",
      bytes: 30_730_000,
      sha256:
        "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
    },
    {
      name: "data_batch_3.bin",
      bytes: 30_730_000,
      sha256:
        "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
    },
    {
      name: "data_batch_4.bin",
      bytes: 30_730_000,
      sha256:
        "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
    },
    {
      name: "data_batch_5.bin",
      bytes: 30_730_000,
      sha256:
        "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
    },
    {
      name: "test_batch.bin",
      bytes: 30_730_000,
      sha256:
        "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b",
    },
  ],
}, { train: TRAIN, test: ["test_batch.bin"], labelBytes: 1, labelByte: 0 });
