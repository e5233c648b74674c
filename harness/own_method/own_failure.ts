import { pathToFileURL } from "node:url";
import type { OwnMethodSettings } from "../../suites/own_method.ts";
import type { RunSettings } from "../../suites/suite.ts";
import type { OwnMethod } from "./own_method.ts";

const OWN: OwnMethodSettings["name"] = "user's own";

/** Whether a run is one with a user's own method. */
export function usesOwnMethod(settings: RunSettings): boolean {
  const { method } = settings as { method?: { name?: unknown } };
  return method?.name === OWN;
}

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
