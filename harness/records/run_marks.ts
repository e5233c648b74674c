/**
 * What a results folder says of runs that have no record: who is doing them,
 * and why they failed.
 *
 * @module
 */
import { join } from "node:path";
import { writeFileAtomic } from "../../core/atomic_file.ts";
import {
  type FileLock,
  type LockHolder,
  lockHolder,
  tryLock,
} from "../../core/file_lock.ts";
import { removeIfPresent } from "../../core/remove_if_present.ts";
import { cannotRead } from "./cannot_read.ts";
import { namesIn } from "./names_in.ts";

/** Why the last attempt at a run gave no result. */
export interface RunFailed {
  readonly message: string;
  readonly host: string;
  /** As ISO 8601. */
  readonly when: string;
}

/** The runs of a folder by what there is of each; hashes. */
export interface RunFiles {
  /** They have a record. */
  readonly finished: ReadonlySet<string>;
  /** A process has begun them, which may have died since. */
  readonly claimed: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
}

/** The marks in the folder of the records. */
export interface RunMarks {
  /**
   * Makes a run this process's own, and forgets how it failed before;
   * undefined if another process is doing it.
   */
  claim(run: string): Promise<FileLock | undefined>;
  /**
   * The process that does a run; undefined for none that lives.
   *
   * @throws {UsageError} if the mark cannot be read.
   */
  holder(run: string): Promise<LockHolder | undefined>;
  /** Notes why a run failed. */
  fail(run: string, message: string): Promise<void>;
  /**
   * Why a run failed; undefined if it did not.
   *
   * @throws {UsageError} if the mark cannot be read.
   */
  failure(run: string): Promise<RunFailed | undefined>;
  /** Forgets how a run failed. */
  forget(run: string): Promise<void>;
  /**
   * What there is of each run, from the names alone.
   *
   * @throws {UsageError} if the folder cannot be read.
   */
  files(): Promise<RunFiles>;
}

const LONGEST_MESSAGE = 10_000;

/**
 * The marks in the folder `runs`.
 *
 * @param options.task The task of a cluster that this process is, if it is one.
 */
export function runMarks(
  runs: string,
  { task }: { task?: string } = {},
): RunMarks {
  const lockOf = (run: string) => join(runs, `${run}.lock`);
  const failureOf = (run: string) => join(runs, `${run}.failed`);
  const forget = (run: string) => removeIfPresent(failureOf(run));
  return {
    claim: async (run) => {
      const lock = await tryLock(
        lockOf(run),
        task === undefined ? {} : { task },
      );
      if (lock !== undefined) await forget(run);
      return lock;
    },
    holder: async (run) => {
      try {
        return await lockHolder(lockOf(run));
      } catch (error) {
        throw cannotRead(lockOf(run), error);
      }
    },
    fail: async (run, message) => {
      const failed: RunFailed = {
        message: message.slice(0, LONGEST_MESSAGE),
        host: Deno.hostname(),
        when: new Date().toISOString(),
      };
      await writeFileAtomic(failureOf(run), `${JSON.stringify(failed)}\n`);
    },
    failure: async (run) => {
      try {
        return failedIn(await Deno.readTextFile(failureOf(run)));
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return undefined;
        throw cannotRead(failureOf(run), error);
      }
    },
    forget,
    files: async () => {
      const files = {
        finished: new Set<string>(),
        claimed: new Set<string>(),
        failed: new Set<string>(),
      };
      for (const name of await namesIn(runs)) {
        const [run = "", kind = ""] = name.split(".", 2);
        if (name === `${run}.json`) files.finished.add(run);
        else if (kind === "lock") files.claimed.add(run);
        else if (kind === "failed") files.failed.add(run);
      }
      return files;
    },
  };
}

function failedIn(text: string): RunFailed {
  const unreadable = { message: "for unknown reasons", host: "", when: "" };
  try {
    const { message, host, when } = JSON.parse(text) as RunFailed;
    return [message, host, when].every((part) => typeof part === "string")
      ? { message, host, when }
      : unreadable;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) {
      return unreadable;
    }
    throw error;
  }
}
