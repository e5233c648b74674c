/**
 * A data set that is published as four gzipped IDX files with MNIST's names.
 *
 * @module
 */
import type { Dataset, Examples } from "../core/dataset.ts";
import { UsageError } from "../core/usage_error.ts";
import { gunzip } from "./gunzip.ts";
import { parseIdx } from "./idx.ts";
import { readVerified } from "./read_verified.ts";
import {
  checksumOf,
  type DatasetSource,
  type LoadableSource,
} from "./source.ts";

/** Names of the files of one part of the data. */
interface PartNames {
  readonly images: string;
  readonly labels: string;
}

const TRAIN: PartNames = {
  images: "train-images-idx3-ubyte.gz",
  labels: "train-labels-idx1-ubyte.gz",
};
const TEST: PartNames = {
  images: "t10k-images-idx3-ubyte.gz",
  labels: "t10k-labels-idx1-ubyte.gz",
};

/**
 * The data set that `sheet` describes, one channel, able to load itself.
 *
 * `load` holds one file more in memory than the data set that it returns.
 */
export function idxDataset(sheet: DatasetSource): LoadableSource {
  return { ...sheet, load: (dataDir) => load(sheet, dataDir) };
}

async function load(sheet: DatasetSource, dataDir: string): Promise<Dataset> {
  return {
    name: sheet.name,
    imageShape: sheet.imageShape,
    classes: sheet.classes,
    train: await loadPart(TRAIN, { sheet, dataDir }),
    test: await loadPart(TEST, { sheet, dataDir }),
    checksum: checksumOf(sheet),
  };
}

interface Place {
  readonly sheet: DatasetSource;
  readonly dataDir: string;
}

async function loadPart(names: PartNames, place: Place): Promise<Examples> {
  const images = await readIdx(names.images, { ...place, rank: 3 });
  const labels = await readIdx(names.labels, { ...place, rank: 1 });
  const { name, imageShape, classes } = place.sheet;
  const refuse = (file: string, expected: string, found: unknown) =>
    new UsageError(
      `Cannot use ${name}/${file}: expected ${expected}, found ${found}`,
    );
  const [count, height, width] = images.shape;
  const pixels = imageShape.slice(0, 2);
  if (height !== pixels[0] || width !== pixels[1]) {
    throw refuse(names.images, `images of ${pixels}`, `${[height, width]}`);
  }
  if (labels.data.length !== count) {
    throw refuse(names.labels, `${count} labels`, labels.data.length);
  }
  const unknown = labels.data.find((label) => label >= classes);
  if (unknown !== undefined) {
    throw refuse(names.labels, `labels from 0 to ${classes - 1}`, unknown);
  }
  return { images: images.data, labels: labels.data, count };
}

async function readIdx(
  name: string,
  { sheet, dataDir, rank }: Place & { rank: number },
) {
  const { path, content } = await readVerified(name, { sheet, dataDir });
  return parseIdx(gunzip(content, { name: path }), { name: path, rank });
}
