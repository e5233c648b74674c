import type { Method } from "../core/method.ts";
import type { Engine } from "../engines/engine.ts";
import type { TrainingOptions } from "../training/training_options.ts";
import type { TrainingSnapshot } from "../training/training_state.ts";
import type { RunOutcome, RunProgress, RunSettings } from "./suite.ts";

export type { TrainingSnapshot };

/** How a training can be stopped and gone on with. */
export type Keeping = Pick<TrainingOptions, "resume" | "onPause">;

/** What a run is given besides its settings. */
export interface RunContext {
  readonly engine: Engine;
  readonly seed: number;
  /** The folder that holds the data sets. */
  readonly dataDir: string;
  /** The user's own method, for runs whose settings ask for it. */
  readonly method?: Method;
  /** Called as the run goes on. */
  readonly onProgress: (progress: RunProgress) => void;
  /**
   * Called once by a run that can be stopped, before its first step. Absent:
   * no state is kept.
   */
  readonly keep?: () => Promise<Keeping>;
}

/** Does runs of one kind. */
export type Executor = (
  settings: RunSettings,
  context: RunContext,
) => Promise<RunOutcome>;
