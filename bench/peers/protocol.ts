/**
 * What the main process and a contender say to each other: one JSON document a
 * line, on the contender's standard input and output. A contender works only
 * while it owes an answer.
 *
 * @module
 */
import type { TimedSteps } from "../../training/timing/timed_steps.ts";

/** Main process to contender. */
export type Request =
  /** Take the work in this folder; see work_folder.ts. */
  | { readonly type: "prepare"; readonly folder: string }
  /** Start anew from the work's parameters and do so many steps. */
  | { readonly type: "run"; readonly steps: number };

/** What a contender says of itself. */
export interface Introduction {
  /** Name, version and mode, for a person to read. */
  readonly title: string;
  /** Where it computes. */
  readonly device: string;
}

/** Contender to main process; the first one is "ready", unasked. */
export type Answer =
  | { readonly type: "ready" } & Introduction
  | { readonly type: "prepared" }
  | {
    readonly type: "ran";
    /** As {@linkcode TimedSteps} has them, null for what is no finite number. */
    readonly losses: readonly (number | null)[];
    readonly milliseconds: TimedSteps["milliseconds"];
  }
  | {
    readonly type: "failed";
    readonly message: string;
    /** Whether it is the user's to mend: nothing installed. */
    readonly usage: boolean;
  };
