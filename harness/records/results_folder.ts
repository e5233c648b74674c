/**
 * The folder that holds the records of finished runs, and the checkpoints of
 * others.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileAtomic } from "../../core/atomic_file.ts";
import { Breakdown } from "../../core/exit_code.ts";
import { parsedJson } from "../../core/parsed_json.ts";
import { isFullDisk } from "../../core/system_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { whyUnusable } from "../../core/why_unusable.ts";
import { CHECKPOINTS, removeCheckpoints } from "./checkpoint_folder.ts";
import { type RunMarks, runMarks } from "./run_marks.ts";
import {
  deserialize,
  RecordError,
  type RunRecord,
  serialize,
} from "./run_record.ts";

/** Where results go unless told otherwise. */
export const DEFAULT_RESULTS: string = fileURLToPath(
  new URL("../../results", import.meta.url),
);

/** Version of the folder's layout. */
const FOLDER_VERSION = 1;
const VERSION_FILE = "gradnoise.json";

/** An open results folder. */
export interface ResultsFolder {
  readonly path: string;
  /** What it says of the runs that have no record. */
  readonly marks: RunMarks;
  /**
   * The record of a run, or undefined if it has not finished.
   *
   * @throws {UsageError} if a later version of this program wrote it.
   * @throws {RecordError} if it is damaged.
   */
  read(run: string): Promise<RunRecord | undefined>;
  /**
   * Stores the record of a finished run, whole or not at all.
   *
   * @throws {Breakdown} if the file system refuses, as on a full disk.
   */
  write(record: RunRecord): Promise<void>;
  /** Moves a damaged record aside, so that its run is done again. */
  setAside(run: string): Promise<string>;
  /**
   * Removes the checkpoints of runs that have finished.
   *
   * @throws {Breakdown} if the file system refuses.
   */
  removeCheckpoints(finished: (run: string) => boolean): Promise<void>;
}

/**
 * Opens a results folder, and makes it if `create` is set.
 *
 * @param options.task See {@linkcode runMarks}.
 * @throws {UsageError} if it is missing, of a later version, not a folder, or
 * (with `create`) cannot be written to.
 * @throws {Breakdown} if, with `create`, the disk is full.
 */
export async function openResultsFolder(
  path: string,
  { create, task }: { create: boolean; task?: string },
): Promise<ResultsFolder> {
  // Not all that only read take the option.
  const advice = `name another folder${create ? " with --results" : ""}`;
  const text = await readIfPresent(join(path, VERSION_FILE), { advice });
  if (text !== undefined) checkVersion(path, { text, advice });
  else if (!create) {
    throw new UsageError(
      `Cannot find results in ${path}: run "deno task repro" first, or ${advice}`,
    );
  }
  if (create) await makeFolder(path);
  const runs = join(path, "runs");
  const fileOf = (run: string) => join(runs, `${run}.json`);
  const marks = runMarks(runs, task === undefined ? {} : { task });
  const keeping = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      throw keepingFailed(path, error);
    }
  };
  return {
    path,
    marks: {
      ...marks,
      claim: (run) => keeping(() => marks.claim(run)),
      fail: (run, message) => keeping(() => marks.fail(run, message)),
    },
    read: async (run) => {
      const text = await readIfPresent(fileOf(run), { advice });
      if (text === undefined) return undefined;
      try {
        return deserialize(text, run);
      } catch (error) {
        if (error instanceof RecordError && error.newer) {
          throw new UsageError(
            `Cannot use ${fileOf(run)}: it ${error.message}; ${advice}`,
          );
        }
        throw error;
      }
    },
    write: (record) =>
      keeping(() => writeFileAtomic(fileOf(record.run), serialize(record))),
    setAside: async (run) => {
      const aside = `${fileOf(run)}.damaged`;
      await Deno.rename(fileOf(run), aside);
      return aside;
    },
    removeCheckpoints: (finished) =>
      keeping(() => removeCheckpoints(join(path, CHECKPOINTS), finished)),
  };
}

/** What it means that a file of the results folder could not be written. */
export function keepingFailed(path: string, error: unknown): Breakdown {
  // What could not be read first says so already.
  const reason = error instanceof UsageError ? error.cause ?? error : error;
  return new Breakdown(
    `Cannot write to the results folder ${path}: ${
      whyUnusable(reason)
    }; finished runs are kept: once this is mended, run the same command again to go on`,
    { cause: error },
  );
}

async function makeFolder(path: string): Promise<void> {
  const runs = join(path, "runs");
  try {
    await Deno.mkdir(runs, { recursive: true });
    await writeFileAtomic(
      join(path, VERSION_FILE),
      `${
        JSON.stringify({ format: "gradnoise results", version: FOLDER_VERSION })
      }\n`,
    );
    // Better known now than after the first run.
    await Deno.remove(
      await Deno.makeTempFile({ dir: runs, prefix: ".writing-" }),
    );
  } catch (error) {
    if (isFullDisk(error)) throw keepingFailed(path, error);
    const why = error instanceof Deno.errors.AlreadyExists
      ? 'it, its "runs" or a folder above it is a file or a link to nothing'
      : whyUnusable(error);
    throw new UsageError(
      `Cannot write to the results folder ${path}: ${why}; name another with --results`,
    );
  }
}

function checkVersion(
  path: string,
  { text, advice }: { text: string; advice: string },
): void {
  const version = versionIn(text);
  if (version === FOLDER_VERSION) return;
  const found = typeof version === "number"
    ? `is of version ${version}, this program reads version ${FOLDER_VERSION}`
    : `is not a results folder: its ${VERSION_FILE} names no version`;
  throw new UsageError(
    `Cannot use the results folder ${path}: it ${found}; ${advice}`,
  );
}

function versionIn(text: string): unknown {
  const value = parsedJson(text) as { version?: unknown } | null | undefined;
  return value?.version;
}

async function readIfPresent(
  path: string,
  { advice }: { advice: string },
): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new UsageError(
      `Cannot read ${path}: ${whyUnusable(error)}; ${advice}`,
    );
  }
}
