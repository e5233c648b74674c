/**
 * What images a folder holds, and of which classes they are.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { isNoSuchFile } from "../../core/no_such_file.ts";
import { UsageError } from "../../core/usage_error.ts";
import { MAPPING_NAME, readMapping } from "./mapping.ts";
import { reading } from "./reading.ts";

/** Images on disk, by their numbers. */
export interface ImageList {
  /** The folder that they are in. */
  readonly folder: string;
  /** Path of each image below the folder, with forward slashes. */
  readonly paths: readonly string[];
  /** Class of each image, `[count]`. */
  readonly labels: Uint16Array;
  /** Number of images. */
  readonly count: number;
}

/** A folder of images; they are read when they are needed. */
export interface ImageFolder {
  /** Names of the classes; the number of a class is its place. */
  readonly classNames: readonly string[];
  /** Images to train on. */
  readonly train: ImageList;
  /** Images to evaluate on, those in "val". */
  readonly test: ImageList;
  /**
   * Hex sha256 of the listing, a line "path number-of-class" for each image:
   * tells other selections apart, not other pixels.
   */
  readonly checksum: string;
}

/** What the folder must look like, for error messages. */
const NEEDED = "Needed: train/CLASS/*.JPEG, and val/CLASS/*.JPEG or " +
  `val/*.JPEG with ${MAPPING_NAME} beside val`;

const IMAGE_NAME = /\.(jpe?g|png)$/i;

/**
 * Lists the images of a folder: `train` and `val` hold a folder per class, or
 * `val` holds the images themselves and `LOC_val_solution.csv` beside it says
 * of which class they are. Classes and images are in the order of their names.
 *
 * @throws {UsageError} if something of that is missing or cannot be read.
 */
export async function listImageFolder(folder: string): Promise<ImageFolder> {
  const classNames = (await namesIn(folder, "train")).folders;
  if (classNames.length === 0) {
    throw refusal(folder, "there is no class in train");
  }
  const train = await imagesByClass(folder, { part: "train", classNames });
  const { folders, images } = await namesIn(folder, "val");
  const test = folders.length > 0
    ? await imagesByClass(folder, { part: "val", classNames })
    : await imagesByMapping(folder, { names: images, classNames });
  return { classNames, train, test, checksum: checksumOf([train, test]) };
}

function refusal(folder: string, found: string): UsageError {
  return new UsageError(
    `Cannot use the images in ${folder}: ${found}. ${NEEDED}`,
  );
}

/** Names of the folders and of the images in a folder, sorted. */
async function namesIn(
  folder: string,
  part: string,
): Promise<{ folders: string[]; images: string[] }> {
  const path = join(folder, part);
  const entries = await reading(path, async () => {
    try {
      return await Array.fromAsync(Deno.readDir(path));
    } catch (error) {
      if (!isNoSuchFile(error)) throw error;
      throw refusal(folder, `there is no folder ${part}`);
    }
  });
  const folders: string[] = [];
  const images: string[] = [];
  for (const { name, isDirectory, isSymlink } of entries) {
    const isFolder = isDirectory ||
      isSymlink && await leadsToFolder(folder, `${part}/${name}`);
    if (isFolder) folders.push(name);
    else if (IMAGE_NAME.test(name)) images.push(name);
  }
  return { folders: folders.sort(), images: images.sort() };
}

async function leadsToFolder(folder: string, link: string): Promise<boolean> {
  const path = join(folder, link);
  return await reading(path, async () => {
    try {
      return (await Deno.stat(path)).isDirectory;
    } catch (error) {
      if (!isNoSuchFile(error)) throw error;
      throw new UsageError(
        `Cannot use the images in ${folder}: the link ${link} leads nowhere. ` +
          "Mend or remove it",
        { cause: error },
      );
    }
  });
}

async function imagesByClass(
  folder: string,
  { part, classNames }: { part: string; classNames: readonly string[] },
): Promise<ImageList> {
  const { folders } = await namesIn(folder, part);
  const unknown = folders.find((name) => !classNames.includes(name));
  if (unknown !== undefined) {
    throw refusal(folder, `train has no class ${unknown}, ${part} has`);
  }
  const paths: string[] = [];
  const labels: number[] = [];
  for (const [label, className] of classNames.entries()) {
    const { images } = await namesIn(folder, `${part}/${className}`);
    if (images.length === 0) {
      throw refusal(folder, `there is no image in ${part}/${className}`);
    }
    for (const name of images) {
      paths.push(`${part}/${className}/${name}`);
      labels.push(label);
    }
  }
  const { length: count } = paths;
  return { folder, paths, labels: Uint16Array.from(labels), count };
}

async function imagesByMapping(
  folder: string,
  { names, classNames }: {
    names: readonly string[];
    classNames: readonly string[];
  },
): Promise<ImageList> {
  if (names.length === 0) throw refusal(folder, "there is no image in val");
  const labelOf = await readMapping(join(folder, MAPPING_NAME), { classNames });
  const labels = Uint16Array.from(names, (name) => {
    const label = labelOf.get(name.replace(IMAGE_NAME, ""));
    if (label !== undefined) return label;
    throw refusal(folder, `${MAPPING_NAME} says no class of val/${name}`);
  });
  const paths = names.map((name) => `val/${name}`);
  return { folder, paths, labels, count: names.length };
}

function checksumOf(lists: readonly ImageList[]): string {
  const hash = createHash("sha256");
  for (const { paths, labels } of lists) {
    paths.forEach((path, i) => hash.update(`${path} ${labels[i]}\n`));
  }
  return hash.digest("hex");
}
