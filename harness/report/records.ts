/**
 * The records in a results folder, which may be anyone's: what is no record of
 * the run that its name says is left out and named, and nothing is read that
 * lies elsewhere.
 *
 * @module
 */
import { join } from "node:path";
import { ENGINE_NAMES } from "../../engines/engine.ts";
import { runHash } from "../records/run_identity.ts";
import {
  deserialize,
  RecordError,
  type RunRecord,
} from "../records/run_record.ts";
import { whyUnusable } from "../../core/why_unusable.ts";

/** What a results folder holds. */
export interface FoundRecords {
  /** By run. */
  readonly records: ReadonlyMap<string, RunRecord>;
  /** Each file that could not be used, by its path, and why. */
  readonly problems: readonly string[];
}

/** No record is larger, in bytes. */
const MOST_BYTES = 256 * 2 ** 20;

/** Reads every record of the folder at `path`; none if it is not there. */
export async function readRecords(
  path: string,
  { onProgress }: { onProgress: (read: number, all: number) => void },
): Promise<FoundRecords> {
  const folder = join(path, "runs");
  const records = new Map<string, RunRecord>();
  const problems: string[] = [];
  const { names, problem } = await recordNames(folder);
  if (problem !== undefined) problems.push(problem);
  for (const [index, name] of names.entries()) {
    onProgress(index, names.length);
    const file = join(folder, name);
    const found = await readRecord(file, name.slice(0, -".json".length));
    if (typeof found === "string") problems.push(`${file} ${found}`);
    else records.set(found.run, found);
  }
  return { records, problems };
}

/** Names of the files that should be records, sorted. */
async function recordNames(
  folder: string,
): Promise<{ names: readonly string[]; problem?: string }> {
  try {
    if ((await Deno.lstat(folder)).isSymlink) {
      return {
        names: [],
        problem: `${folder} is a link, which is not followed`,
      };
    }
    const names: string[] = [];
    for await (const { name } of Deno.readDir(folder)) {
      if (/^[0-9a-f]{32}\.json$/.test(name)) names.push(name);
    }
    return { names: names.toSorted() };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { names: [] };
    return {
      names: [],
      problem: `${folder} cannot be read (${whyUnusable(error)})`,
    };
  }
}

/** The record in a file, or why there is none. */
async function readRecord(
  file: string,
  run: string,
): Promise<RunRecord | string> {
  try {
    const { isFile, size } = await Deno.lstat(file);
    if (!isFile) return "is a link or a folder, which is not followed";
    if (size > MOST_BYTES) return "is larger than any record";
    const record = deserialize(await Deno.readTextFile(file), run);
    checkDepth(record.environment);
    return foreignPart(record) ?? record;
  } catch (error) {
    if (error instanceof RecordError) return error.message;
    // Lists within lists, deeper than any record has.
    if (error instanceof RangeError) return "is nested too deeply";
    return `cannot be read (${whyUnusable(error)})`;
  }
}

/** Why a whole record cannot be one of this program's, if so. */
function foreignPart({ run, identity }: RunRecord): string | undefined {
  if (runHash(identity) !== run) {
    return "is not named by the settings, seed, data and engine that it states";
  }
  const { engine } = identity.engine;
  return (ENGINE_NAMES as readonly unknown[]).includes(engine)
    ? undefined
    : `is of an engine "${engine}", which this program does not have`;
}

/**
 * Walks through the only part of a record whose shape is free.
 *
 * @throws {RangeError} if it is deeper than the stack.
 */
function checkDepth(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  Object.values(value).forEach(checkDepth);
}
