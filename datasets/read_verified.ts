import { join } from "node:path";
import { differenceOf, digestOf } from "../core/checksum.ts";
import { isNoSuchFile } from "../core/no_such_file.ts";
import { UsageError } from "../core/usage_error.ts";
import { reading } from "./image_folder/reading.ts";
import { type DatasetSource, folderOf } from "./source.ts";

/**
 * The file of a data set that is called `name`, with its path.
 *
 * @throws {UsageError} if it is missing or not what its authors published, and
 * the message says how to fetch it; if it may not be read.
 * @throws {RangeError} if the data sheet lists no such file.
 */
export async function readVerified(
  name: string,
  { sheet, dataDir }: { sheet: DatasetSource; dataDir: string },
): Promise<{ path: string; content: Uint8Array }> {
  const path = join(dataDir, folderOf(sheet), name);
  const remedy = "in a clone of Gradnoise: " +
    `deno task data ${sheet.name} --data-dir "${dataDir}"`;
  const expected = sheet.files.find((file) => file.name === name);
  if (expected === undefined) {
    throw new RangeError(`Cannot load ${sheet.name}: it lists no file ${name}`);
  }
  const content = await readStored(path, { remedy });
  const difference = differenceOf(digestOf(content), expected);
  if (difference !== undefined) {
    throw new UsageError(
      `Cannot load ${path}, which is damaged: ${difference}. ` +
        `Replace it ${remedy}`,
    );
  }
  return { path, content };
}

async function readStored(
  path: string,
  { remedy }: { remedy: string },
): Promise<Uint8Array> {
  return await reading(path, async () => {
    try {
      return await Deno.readFile(path);
    } catch (error) {
      if (!isNoSuchFile(error)) throw error;
      throw new UsageError(
        `Cannot load ${path}: there is no such file. Give another dataDir ` +
          `that has it, or fetch it ${remedy}`,
        { cause: error },
      );
    }
  });
}
