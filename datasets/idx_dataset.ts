/**
 * A data set that is published as four gzipped IDX files with MNIST's names.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { differenceOf, digestOf } from "../core/checksum.ts";
import type { Dataset, Examples } from "../core/dataset.ts";
import { isNoSuchFile } from "../core/no_such_file.ts";
import { UsageError } from "../core/usage_error.ts";
import { diskError } from "./disk_error.ts";
import { gunzip } from "./gunzip.ts";
import { parseIdx } from "./idx.ts";
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
  const path = join(dataDir, sheet.name, name);
  const remedy = `deno task data ${sheet.name} --data-dir "${dataDir}"`;
  const expected = sheet.files.find((file) => file.name === name);
  if (expected === undefined) {
    throw new RangeError(`Cannot load ${sheet.name}: it lists no file ${name}`);
  }
  const stored = await readStored(path, { remedy });
  const difference = differenceOf(digestOf(stored), expected);
  if (difference !== undefined) {
    throw new UsageError(
      `Cannot load ${path}, which is damaged: ${difference}. ` +
        `To replace it, run: ${remedy}`,
    );
  }
  return parseIdx(gunzip(stored, { name: path }), { name: path, rank });
}

async function readStored(
  path: string,
  { remedy }: { remedy: string },
): Promise<Uint8Array> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (isNoSuchFile(error)) {
      throw new UsageError(
        `Cannot load ${path}: there is no such file. To fetch it, run: ` +
          `${remedy} (or set GRADNOISE_DATA_DIR to a folder that has it)`,
        { cause: error },
      );
    }
    throw diskError(error, { folder: dirname(path) });
  }
}
