import { pathToFileURL } from "node:url";
import type { OwnMethod } from "./own_method.ts";

/**
 * The stack of an error without the frames of anything but the method's files,
 * which are all that its author can mend.
 */
export function ownStack(
  stack: string,
  { files }: Pick<OwnMethod, "files">,
): string {
  const own = files.map((file) => `${pathToFileURL(file).href}:`);
  return stack.split("\n").filter((line) =>
    !/^ {4}at /.test(line) || own.some((file) => line.includes(file))
  ).join("\n");
}
