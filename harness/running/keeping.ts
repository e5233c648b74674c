/**
 * Keeping a run that is under way: it writes a checkpoint now and then and when
 * it is asked to end, and goes on from one that is there.
 *
 * @module
 */
import type { Keeping } from "../../suites/executor.ts";
import { type Checkpoint, CheckpointError } from "../records/checkpoint.ts";
import type { CheckpointFile } from "../records/checkpoint_folder.ts";
import type { StopRequest, StopSignal } from "./stop_request.ts";

const DEFAULT_INTERVAL_MS = 120_000;
/** Of the time, checkpoints take at most a part in so many. */
const LEAST_WORK_PER_CHECKPOINT = 100;
/** Signals arrive only while the process waits for something. */
const WAIT_INTERVAL_MS = 500;

/** What a run is kept with. */
export interface KeepingOptions {
  /** Where its checkpoint lies. */
  readonly file: CheckpointFile;
  /**
   * Time between checkpoints, 0 for one at every pause; by default two minutes,
   * or more where that would take over a hundredth of the time.
   */
  readonly everySeconds?: number | undefined;
  /** Who asks to stop. */
  readonly request: Pick<StopRequest, "signal">;
  /** Is told, in a line, what a person should know. */
  readonly say: (message: string) => void;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** The end of a run that was asked to stop; what there is of it is kept. */
export class Stopped extends Error {
  override name = "Stopped";
  readonly signal: StopSignal;

  constructor(signal: StopSignal) {
    super(`stopped by ${signal}`);
    this.signal = signal;
  }
}

/** A run that is kept. */
export interface KeptRun extends Keeping {
  /** Time that the run took before it was stopped, if it was. */
  readonly secondsBefore: number;
}

/**
 * Begins to keep a run, or goes on with it. A checkpoint that is damaged, or of
 * something else, is not used; one that cannot be written does no harm.
 *
 * Its `onPause` throws {@linkcode Stopped} once a stop was requested.
 */
export async function keep(
  { file, everySeconds, request, say, now = () => performance.now() }:
    KeepingOptions,
): Promise<KeptRun> {
  const before = await checkpointIn(file, say);
  const { seconds: secondsBefore = 0, snapshot: resume } = before ?? {};
  const interval = everySeconds === undefined
    ? DEFAULT_INTERVAL_MS
    : 1000 * everySeconds;
  const start = now();
  let due = start + interval;
  let waited = start;
  let complained = false;

  const write = async (checkpoint: Checkpoint) => {
    try {
      await file.write(checkpoint);
    } catch (error) {
      if (!complained) {
        say(
          `no checkpoint can be written (${
            (error as Error).message
          }); it goes on without`,
        );
      }
      complained = true;
    }
  };
  return {
    secondsBefore,
    resume,
    onPause: async ({ snapshot }) => {
      if (now() - waited >= WAIT_INTERVAL_MS) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        waited = now();
      }
      const { signal } = request;
      const begun = now();
      if (signal === undefined && begun < due) return;
      await write({
        snapshot: await snapshot(),
        seconds: secondsBefore + (begun - start) / 1000,
      });
      const cost = now() - begun;
      due = begun + Math.max(
        interval,
        everySeconds === undefined ? LEAST_WORK_PER_CHECKPOINT * cost : 0,
      );
      if (signal !== undefined) throw new Stopped(signal);
    },
  };
}

async function checkpointIn(
  file: CheckpointFile,
  say: (message: string) => void,
): Promise<Checkpoint | undefined> {
  try {
    return await file.read();
  } catch (error) {
    const reason = error instanceof CheckpointError
      ? `its checkpoint ${error.message}`
      : `its checkpoint cannot be read (${(error as Error).message})`;
    say(`${reason}; it starts anew`);
    return undefined;
  }
}
