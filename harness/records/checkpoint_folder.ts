/**
 * Where the checkpoints of runs that are under way lie: a file a run.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { removeTemporaries, writeFileAtomic } from "../../core/atomic_file.ts";
import { removeIfPresent } from "../../core/remove_if_present.ts";
import { namesIn } from "./names_in.ts";
import {
  type Checkpoint,
  type CheckpointIdentity,
  decodeCheckpoint,
  encodeCheckpoint,
} from "./checkpoint.ts";

/** The folder's name in a results folder. */
export const CHECKPOINTS = "checkpoints";

/** The file of one run's checkpoint. */
export interface CheckpointFile {
  /**
   * The checkpoint, or undefined if there is none.
   *
   * @throws {CheckpointError} if it is damaged, or of something else.
   */
  read(): Promise<Checkpoint | undefined>;
  /** Replaces the checkpoint, whole or not at all. */
  write(checkpoint: Checkpoint): Promise<void>;
}

/** The file of the checkpoint of the run `run` in a folder of checkpoints. */
export function checkpointFile(
  folder: string,
  { run, identity }: { run: string; identity: CheckpointIdentity },
): CheckpointFile {
  const path = join(folder, `${run}.safetensors`);
  return {
    read: async () => {
      let bytes: Uint8Array;
      try {
        bytes = await Deno.readFile(path);
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return undefined;
        throw error;
      }
      return decodeCheckpoint(bytes, identity);
    },
    write: async (checkpoint) => {
      await Deno.mkdir(dirname(path), { recursive: true });
      // One that was killed may have left as much as a checkpoint.
      await removeTemporaries(path);
      await writeFileAtomic(path, encodeCheckpoint(checkpoint, identity));
    },
  };
}

/**
 * Removes the checkpoints of runs that have finished from a folder.
 *
 * @throws {UsageError} if the folder cannot be read.
 */
export async function removeCheckpoints(
  folder: string,
  finished: (run: string) => boolean,
): Promise<void> {
  for (const name of await namesIn(folder)) {
    const run = /^(?:\.writing-)?([0-9a-f]+)\.safetensors/.exec(name)?.[1];
    if (run !== undefined && finished(run)) {
      await removeIfPresent(join(folder, name));
    }
  }
}

/**
 * The runs of a results folder that go on from a checkpoint.
 *
 * @throws {UsageError} if the folder of the checkpoints cannot be read.
 */
export async function runsWithCheckpoint(
  results: string,
): Promise<ReadonlySet<string>> {
  const names = await namesIn(join(results, CHECKPOINTS));
  return new Set(
    names.flatMap((name) => /^([0-9a-f]+)\.safetensors$/.exec(name)?.[1] ?? []),
  );
}
