import type { Engine } from "../engines/engine.ts";
import type { RunOutcome, RunProgress, RunSettings } from "./suite.ts";

/** What a run is given besides its settings. */
export interface RunContext {
  readonly engine: Engine;
  readonly seed: number;
  /** The folder that holds the data sets. */
  readonly dataDir: string;
  /** Called as the run goes on. */
  readonly onProgress: (progress: RunProgress) => void;
}

/** Does runs of one kind. */
export type Executor = (
  settings: RunSettings,
  context: RunContext,
) => Promise<RunOutcome>;
