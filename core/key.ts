/**
 * Random keys: every random number of a run is a pure function of its seed
 * and of the names and steps on the way to it, never of ambient state.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { philox4x32, type Words2, type Words4 } from "./philox.ts";

/** An immutable 64-bit key. Split it for independent streams; draw once. */
export interface Key {
  /** The two words that Philox is keyed with. */
  readonly words: Words2;
}

// The last counter word keeps the three uses of one key apart.
const DRAW = 0;
const SPLIT_BY_INTEGER = 1;
const SPLIT_BY_NAME = 2;

/**
 * The key of a run.
 *
 * @param seed A non-negative safe integer; 0 is a seed like any other.
 * @throws {RangeError} if `seed` is anything else.
 */
export function rootKey(seed: number): Key {
  const [low, high] = wordsOfInteger(seed, "seed");
  return { words: [low, high] };
}

/**
 * The child of `key` for a name ("init", "shuffle") or for a step.
 *
 * Children of different names or steps are independent streams, also of the
 * parent's own draws.
 *
 * @throws {RangeError} if a step is not a non-negative safe integer.
 */
export function split(key: Key, part: string | number): Key {
  const counter: Words4 = typeof part === "number"
    ? [...wordsOfInteger(part, "step"), 0, SPLIT_BY_INTEGER]
    : [...hashOfName(part), SPLIT_BY_NAME];
  const [k0, k1] = philox4x32(counter, key.words);
  return { words: [k0, k1] };
}

/** The `index`-th block of four random words under `key`. */
export function bitsAt(key: Key, index: number): Words4 {
  return philox4x32([...wordsOfInteger(index, "block"), 0, DRAW], key.words);
}

function wordsOfInteger(value: number, what: string): Words2 {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(
      `Cannot make a key: ${what} must be an integer from 0 to 2^53 - 1, current value ${value}`,
    );
  }
  return [value >>> 0, Math.floor(value / 2 ** 32)];
}

function hashOfName(name: string): [number, number, number] {
  const digest = createHash("sha256").update(name).digest();
  return [
    digest.readUInt32LE(0),
    digest.readUInt32LE(4),
    digest.readUInt32LE(8),
  ];
}
