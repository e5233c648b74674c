import { cifarDataset, type CifarLayout } from "./cifar_dataset.ts";
import type { DatasetSource, LoadableSource } from "./source.ts";

const SHEET: DatasetSource = {
  name: "cifar-100",
  title: "CIFAR-100",
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
  classes: 100,
  archive: {
    name: "cifar-100-binary.tar.gz",
    folder: "cifar-100-binary",
    bytes: 168_513_733,
    sha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
  },
  files: [
    {
      name: "train.bin",
      bytes: 153_700_000,
      sha256:
        "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29",
    },
    {
      name: "test.bin",
      bytes: 30_740_000,
      sha256:
        "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a",
    },
  ],
};

const COARSE: CifarLayout = {
  train: ["train.bin"],
  test: ["test.bin"],
  labelBytes: 2,
  labelByte: 0,
};

/**
 * CIFAR-100: 50,000 training and 10,000 test images of things, animals and
 * plants, 32×32 colour pixels, 100 classes (the "fine" labels).
 *
 * Source: Krizhevsky, "Learning multiple layers of features from tiny images"
 * (2009). The author's page gives the archive's md5,
 * 03b5dce01913d631647c71ecec9e9cb8; length and sha256 of the same archive are
 * those of TensorFlow Datasets, the sha256 of the files in it those of
 * torchvision for Ruby.
 */
export const cifar100: LoadableSource = cifarDataset(SHEET, {
  ...COARSE,
  labelByte: 1,
});

/** The images of {@linkcode cifar100} in 20 classes (the "coarse" labels). */
export const cifar100Coarse: LoadableSource = cifarDataset(
  { ...SHEET, classes: 20 },
  COARSE,
);
