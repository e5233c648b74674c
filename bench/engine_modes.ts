/**
 * The engines in every way that they compile a step.
 *
 * @module
 */
import type { EngineName } from "../engines/engine.ts";

/** An engine and how it compiles a step. */
export interface EngineMode {
  /** Its name on the command line. */
  readonly id: string;
  readonly engine: EngineName;
  /** Whether steps are compiled by XLA. */
  readonly xla: boolean;
  /** For a person to read. */
  readonly title: string;
}

/** All that train at a speed that is worth timing. */
export const TIMED_MODES: readonly EngineMode[] = [
  {
    ...{ id: "tensorflow", engine: "tensorflow", xla: false },
    title: "tensorflow, graph",
  },
  {
    ...{ id: "tensorflow-xla", engine: "tensorflow", xla: true },
    title: "tensorflow, XLA",
  },
  { id: "wasm", engine: "wasm", xla: false, title: "wasm" },
  { id: "webgpu", engine: "webgpu", xla: false, title: "webgpu" },
];
