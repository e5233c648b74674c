/**
 * The folder that holds the records of finished runs.
 *
 * @module
 */
import { join } from "node:path";
import { writeFileAtomic } from "../core/atomic_file.ts";
import { UsageError } from "../core/usage_error.ts";
import {
  deserialize,
  RecordError,
  type RunRecord,
  serialize,
} from "./run_record.ts";

/** Version of the folder's layout. */
const FOLDER_VERSION = 1;
const VERSION_FILE = "gradnoise.json";

/** An open results folder. */
export interface ResultsFolder {
  readonly path: string;
  /**
   * The record of a run, or undefined if it has not finished.
   *
   * @throws {UsageError} if a later version of this program wrote it.
   * @throws {RecordError} if it is damaged.
   */
  read(run: string): Promise<RunRecord | undefined>;
  /** Stores the record of a finished run, whole or not at all. */
  write(record: RunRecord): Promise<void>;
  /** Moves a damaged record aside, so that its run is done again. */
  setAside(run: string): Promise<string>;
}

/**
 * Opens a results folder, and makes it if `create` is set.
 *
 * @throws {UsageError} if it is missing, of a later version, not a folder, or
 * (with `create`) cannot be written to.
 */
export async function openResultsFolder(
  path: string,
  { create }: { create: boolean },
): Promise<ResultsFolder> {
  if (create) await makeFolder(path);
  await checkVersion(path, { create });
  const fileOf = (run: string) => join(path, "runs", `${run}.json`);
  return {
    path,
    read: async (run) => {
      const text = await readIfPresent(fileOf(run));
      if (text === undefined) return undefined;
      try {
        return deserialize(text, run);
      } catch (error) {
        if (error instanceof RecordError && error.newer) {
          throw new UsageError(
            `Cannot use ${
              fileOf(run)
            }: it ${error.message}; use another --results folder`,
          );
        }
        throw error;
      }
    },
    write: (record) => writeFileAtomic(fileOf(record.run), serialize(record)),
    setAside: async (run) => {
      const aside = `${fileOf(run)}.damaged`;
      await Deno.rename(fileOf(run), aside);
      return aside;
    },
  };
}

async function makeFolder(path: string): Promise<void> {
  try {
    await Deno.mkdir(join(path, "runs"), { recursive: true });
    // Renaming needs write permission on the folder itself.
    await Deno.remove(
      await Deno.makeTempFile({ dir: join(path, "runs"), prefix: ".writing-" }),
    );
  } catch (error) {
    throw new UsageError(
      `Cannot write to the results folder ${path}: ${
        (error as Error).message
      }; name another with --results`,
    );
  }
}

async function checkVersion(
  path: string,
  { create }: { create: boolean },
): Promise<void> {
  const file = join(path, VERSION_FILE);
  const text = await readIfPresent(file);
  if (text === undefined) {
    if (!create) {
      throw new UsageError(
        `Cannot find results in ${path}: run "deno task repro" first, or name the folder with --results`,
      );
    }
    await writeFileAtomic(
      file,
      `${
        JSON.stringify({ format: "gradnoise results", version: FOLDER_VERSION })
      }\n`,
    );
    return;
  }
  const version = versionIn(text);
  if (version !== FOLDER_VERSION) {
    throw new UsageError(
      `Cannot use the results folder ${path}: ${VERSION_FILE} says version ${version}, this program reads version ${FOLDER_VERSION}; name another folder with --results`,
    );
  }
}

function versionIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { version?: unknown } | null)?.version;
  } catch (error) {
    return `unreadable (${(error as Error).message})`;
  }
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new UsageError(`Cannot read ${path}: ${(error as Error).message}`);
  }
}
