/**
 * An engine is a tfjs backend that is ready to train: chosen by name, with a
 * fingerprint that says which results must agree to the bit.
 *
 * @module
 */
import type { EngineRandom } from "../core/engine_random.ts";

export type { EngineRandom } from "../core/engine_random.ts";

/** The engines that the command line knows. */
export const ENGINE_NAMES = ["wasm", "webgpu", "tensorflow", "cpu"] as const;

/** Name of an engine. */
export type EngineName = typeof ENGINE_NAMES[number];

/**
 * What decides the bits of a result: equal fingerprints promise equal bits.
 */
export type Fingerprint = Readonly<Record<string, string>>;

/**
 * `f` made fast. `f` must be pure: everything it reads is an argument, and it
 * returns new tensors in nested records, which the caller owns. What it makes
 * on the way is freed. Where steps are compiled, `f` must not read values of
 * tensors, and is traced once for each combination of its arguments' shapes and
 * dtypes and of every number, string and truth value in them: pass a number that
 * changes as a scalar.
 */
export type Compile = <A extends readonly unknown[], R extends object>(
  f: (...args: A) => R,
) => (...args: A) => R;

/** What is said about a function that has been traced. */
export interface TraceReport {
  /** The function's own name and a number. */
  readonly name: string;
  /** Operations in its graph. */
  readonly operations: number;
  /** Dtype and shape of its arguments. */
  readonly inputs: readonly string[];
  /** Whether XLA compiles it. */
  readonly xla: boolean;
  /** What the tracing took. */
  readonly milliseconds: number;
}

/** How an engine is opened; an engine takes what concerns it. */
export interface EngineOptions {
  /** Threads of one operation, at least 1; default: one for each core. */
  readonly threads?: number;
  /**
   * Compile steps with XLA. On a CPU its largest and smallest of several numbers
   * pass over NaN, and an index that is out of range stands for the nearest one.
   */
  readonly xla?: boolean;
  /** Part of the name of the graphics adapter; default: the fastest one. */
  readonly adapter?: string;
  /** Told of each function that is traced. */
  readonly onTrace?: (report: TraceReport) => void;
}

/** A backend that is ready to train; tfjs uses it until another is opened. */
export interface Engine {
  /** Its name on the command line. */
  readonly name: EngineName;
  /** What decides the bits of its results. */
  readonly fingerprint: Fingerprint;
  /** The device, for a person to read: "CPU", "NVIDIA H200". */
  readonly device: string;
  /** Makes a pure function fast. */
  readonly compile: Compile;
  /** Random numbers made on the device. */
  readonly random: EngineRandom;
}
