/**
 * The file that says of which class each image of ImageNet's validation set
 * is, as Kaggle passes it on: `LOC_val_solution.csv`.
 *
 * @module
 */
import { parse } from "@std/csv";
import { isNoSuchFile } from "../../core/no_such_file.ts";
import { UsageError } from "../../core/usage_error.ts";
import { reading } from "./reading.ts";

/** Its name. */
export const MAPPING_NAME = "LOC_val_solution.csv";

/**
 * The number of the class of each image, by the image's name without ending.
 *
 * A line is `ILSVRC2012_val_00000001,n01751748 111 108 ...`: the name, then the
 * class (and where in the image it is, which is not used). The first line
 * names the columns.
 *
 * @throws {UsageError} if there is no such file, or a line is not like that or
 * has a class that is none of `classNames`.
 */
export async function readMapping(
  path: string,
  { classNames }: { classNames: readonly string[] },
): Promise<Map<string, number>> {
  const labelOf = new Map(classNames.map((name, label) => [name, label]));
  const [, ...rows] = parseRows(await readText(path), { path });
  return new Map(rows.map(([image = "", boxes = ""], i) => {
    const [className = ""] = boxes.split(" ", 1);
    const label = labelOf.get(className);
    if (label !== undefined) return [image, label];
    throw new UsageError(
      `Cannot read ${path}: expected a class of train after the name in ` +
        `row ${i + 2}, found "${className}"`,
    );
  }));
}

async function readText(path: string): Promise<string> {
  return await reading(path, async () => {
    try {
      return await Deno.readTextFile(path);
    } catch (error) {
      if (!isNoSuchFile(error)) throw error;
      throw new UsageError(
        `Cannot tell the classes of the images in val: there is no ${path}, ` +
          "which comes with ImageNet from Kaggle. Put it there, or move the " +
          "images to val/CLASS/*.JPEG",
        { cause: error },
      );
    }
  });
}

function parseRows(text: string, { path }: { path: string }): string[][] {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`Cannot read ${path}: ${error.message}`, {
      cause: error,
    });
  }
}
