/**
 * The data sets: what there is, whether it is here, and loading it.
 *
 * @module
 */
import { dirname, join } from "node:path";
import type { Dataset } from "../core/dataset.ts";
import { isNoSuchFile } from "../core/no_such_file.ts";
import { cifar10 } from "./cifar_10.ts";
import { cifar100 } from "./cifar_100.ts";
import { diskError } from "./disk_error.ts";
import { fashionMnist } from "./fashion_mnist.ts";
import { mnist } from "./mnist.ts";
import { checksumOf, folderOf, type LoadableSource } from "./source.ts";
import { synthetic, syntheticChecksum } from "./synthetic.ts";

export type { Digest } from "../core/checksum.ts";
export type { Dataset, Examples } from "../core/dataset.ts";
export { cifar100Coarse } from "./cifar_100.ts";
export {
  type ImageBatch,
  imageBatches,
  type ImageBatchOptions,
} from "./image_folder/batches.ts";
export {
  type ImageFolder,
  type ImageList,
  listImageFolder,
} from "./image_folder/listing.ts";
export { IMAGENET_STATISTICS, openImageNet } from "./imagenet.ts";
export type {
  DatasetSource,
  LoadableSource,
  SourceArchive,
  SourceFile,
} from "./source.ts";
export { synthetic, type SyntheticOptions } from "./synthetic.ts";

/** The names of the data sets that are fetched from their authors. */
export const SOURCE_NAMES = [
  "fashion-mnist",
  "mnist",
  "cifar-10",
  "cifar-100",
] as const;

/** Name of a data set that is fetched. */
export type SourceName = typeof SOURCE_NAMES[number];

/** Name of a data set. */
export type DatasetName = SourceName | "synthetic";

/** The data sheets of the data sets that are fetched. */
export const SOURCES: Readonly<Record<SourceName, LoadableSource>> = {
  "fashion-mnist": fashionMnist,
  mnist,
  "cifar-10": cifar10,
  "cifar-100": cifar100,
};

/**
 * Reads a data set into memory; it needs no network.
 *
 * @param options.dataDir The folder that holds a folder per data set.
 * @throws {UsageError} if a file is missing, damaged or no such data.
 */
export async function loadDataset(
  name: DatasetName,
  { dataDir }: { dataDir: string },
): Promise<Dataset> {
  return name === "synthetic" ? synthetic() : await SOURCES[name].load(dataDir);
}

/** The checksum that the data set will have once loaded; reads no file. */
export function datasetChecksum(name: DatasetName): string {
  return name === "synthetic" ? syntheticChecksum() : checksumOf(SOURCES[name]);
}

/**
 * Paths of the files of a data set that are not in `dataDir`.
 *
 * @throws {UsageError} if the file system does not let us look there.
 */
export async function missingFiles(
  name: DatasetName,
  { dataDir }: { dataDir: string },
): Promise<string[]> {
  if (name === "synthetic") return [];
  const source = SOURCES[name];
  const paths = source.files.map((file) =>
    join(dataDir, folderOf(source), file.name)
  );
  const present = await Promise.all(paths.map(exists));
  return paths.filter((_, i) => !present[i]);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (isNoSuchFile(error)) return false;
    throw diskError(error, { path: dirname(path) });
  }
}
