import { parsedJson } from "../../core/parsed_json.ts";
import { UsageError } from "../../core/usage_error.ts";
import { cannotRead } from "../records/cannot_read.ts";

/**
 * What a JSON file of job arrays holds. A crash or a full disk may have left
 * it empty.
 *
 * @param options.isWhole Whether it has the shape that it was written with.
 * @param options.advice What a person can do if it has not.
 * @throws {UsageError} if it is damaged, or cannot be read.
 * @throws {Deno.errors.NotFound} if it is not there.
 */
export async function checkedJson<T>(
  path: string,
  { isWhole, advice }: {
    isWhole: (value: unknown) => value is T;
    advice: string;
  },
): Promise<T> {
  const value = parsedJson(await textOf(path));
  if (isWhole(value)) return value;
  throw new UsageError(`Cannot use ${path}: it is damaged; ${advice}`);
}

async function textOf(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw error;
    throw cannotRead(path, error);
  }
}
