import type { Dataset, Examples } from "../core/dataset.ts";
import {
  CIFAR_PIXELS,
  type LabelBytes,
  parseCifarRecords,
} from "./cifar_records.ts";
import { readVerified } from "./read_verified.ts";
import {
  checksumOf,
  type DatasetSource,
  type LoadableSource,
} from "./source.ts";

/** How the files of a data set are to be read. */
export interface CifarLayout extends LabelBytes {
  /** Names of the files with training examples, in their order. */
  readonly train: readonly string[];
  /** Names of the files with test examples, in their order. */
  readonly test: readonly string[];
}

/**
 * The data set that `sheet` describes, published in the binary format of
 * CIFAR, able to load itself.
 *
 * `load` holds two files more in memory than the data set that it returns.
 */
export function cifarDataset(
  sheet: DatasetSource,
  { train, test, ...labels }: CifarLayout,
): LoadableSource {
  return {
    ...sheet,
    load: async (dataDir): Promise<Dataset> => ({
      name: sheet.name,
      imageShape: sheet.imageShape,
      classes: sheet.classes,
      train: await loadFiles(train, { sheet, dataDir, labels }),
      test: await loadFiles(test, { sheet, dataDir, labels }),
      checksum: checksumOf(sheet),
    }),
  };
}

async function loadFiles(
  names: readonly string[],
  { sheet, dataDir, labels }: {
    sheet: DatasetSource;
    dataDir: string;
    labels: LabelBytes;
  },
): Promise<Examples> {
  const bytes = sheet.files
    .filter(({ name }) => names.includes(name))
    .reduce((sum, file) => sum + file.bytes, 0);
  const count = bytes / (labels.labelBytes + CIFAR_PIXELS);
  const all = {
    images: new Uint8Array(count * CIFAR_PIXELS),
    labels: new Uint8Array(count),
    count,
  };
  let done = 0;
  for (const name of names) {
    const { path, content } = await readVerified(name, { sheet, dataDir });
    const { classes } = sheet;
    const part = parseCifarRecords(content, { name: path, classes, ...labels });
    all.images.set(part.images, done * CIFAR_PIXELS);
    all.labels.set(part.labels, done);
    done += part.count;
  }
  return all;
}
