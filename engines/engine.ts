/**
 * An engine is a tfjs backend that is ready to train: chosen by name, with a
 * fingerprint that says which results must agree to the bit.
 *
 * @module
 */
/** The engines that the command line knows. */
export const ENGINE_NAMES = ["wasm", "webgpu", "tensorflow", "cpu"] as const;

/** Those of them that this version has. */
export const ENGINES_HERE = ["wasm", "cpu"] as const;

/** Name of an engine. */
export type EngineName = typeof ENGINE_NAMES[number];

/**
 * What decides the bits of a result: equal fingerprints promise equal bits.
 */
export type Fingerprint = Readonly<Record<string, string>>;

/** A backend that is ready to train; tfjs uses it until another is opened. */
export interface Engine {
  /** Its name on the command line. */
  readonly name: EngineName;
  /** What decides the bits of its results. */
  readonly fingerprint: Fingerprint;
  /**
   * `f` made fast. `f` must be pure: everything it reads is an argument, and
   * it returns new tensors (or nested records of them), which the caller owns.
   * What it makes on the way is freed.
   */
  compile<A extends readonly unknown[], R extends object>(
    f: (...args: A) => R,
  ): (...args: A) => R;
}
