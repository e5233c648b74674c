/**
 * What a worker process and its parent say to each other: one JSON document a
 * line, on the worker's standard input and output.
 *
 * @module
 */
import type { Fingerprint } from "../../engines/engine.ts";
import type {
  RunOutcome,
  RunProgress,
  RunSettings,
} from "../../suites/suite.ts";
import type { Environment } from "../host/environment.ts";

/** Parent to worker: do this run. */
export interface RunRequest {
  readonly settings: RunSettings;
  readonly seed: number;
}

/** Worker to parent. */
export type WorkerMessage =
  | {
    readonly type: "ready";
    readonly engine: Fingerprint;
    /** The engine's device, for a person to read. */
    readonly device: string;
    readonly environment: Environment;
  }
  | { readonly type: "progress"; readonly progress: RunProgress }
  | {
    /** A line for a person. */
    readonly type: "notice";
    readonly message: string;
  }
  | {
    readonly type: "finished";
    readonly outcome: RunOutcome;
    readonly seconds: number;
  }
  | {
    readonly type: "failed";
    readonly message: string;
    readonly stack: string;
    /** Whether it is the user's to mend: no data, no engine. */
    readonly usage: boolean;
  };
