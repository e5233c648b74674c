/**
 * Draws from a key: uniform and normal numbers, and permutations.
 *
 * Bits, the conversion to floats and Box–Muller are those of TensorFlow's
 * `StatelessRandom*V2` with the Philox algorithm, so that words and uniform
 * numbers made on a device and here have the same bits, and normal numbers are
 * the same up to rounding.
 *
 * @module
 */
import { bitsAt, type Key } from "./key.ts";

const MANTISSA_MASK = 0x7fffff;
const MANTISSA_RANGE = 2 ** 23;
/** Smallest uniform number that Box–Muller takes the logarithm of. */
const SMALLEST_UNIFORM = Math.fround(1e-7);

/** `count` unsigned 32-bit words. */
export function words(key: Key, count: number): Uint32Array {
  const out = new Uint32Array(count);
  for (let block = 0; block * 4 < count; block++) {
    const bits = bitsAt(key, block);
    for (let i = 0; i < 4 && block * 4 + i < count; i++) {
      out[block * 4 + i] = bits[i]!;
    }
  }
  return out;
}

/** `count` numbers uniform on [0, 1), multiples of 2^-23. */
export function uniform(key: Key, count: number): Float32Array {
  const out = new Float32Array(count);
  words(key, count).forEach((word, i) => out[i] = floatOfWord(word));
  return out;
}

/**
 * `count` standard normal numbers (mean 0, variance 1) by Box–Muller.
 *
 * Source: Box and Muller (1958); r = sqrt(-2 log u), z = (r sin 2πv, r cos 2πv).
 */
export function normal(key: Key, count: number): Float32Array {
  const bits = words(key, count + (count % 2));
  const out = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i += 2) {
    const u = Math.max(floatOfWord(bits[i]!), SMALLEST_UNIFORM);
    const angle = 2 * Math.PI * floatOfWord(bits[i + 1]!);
    const radius = Math.sqrt(-2 * Math.log(u));
    out[i] = radius * Math.sin(angle);
    out[i + 1] = radius * Math.cos(angle);
  }
  return out.subarray(0, count);
}

/**
 * A uniformly random order of 0, …, `count` - 1.
 *
 * @throws {RangeError} unless `count` is an integer from 0 to 2^32 - 1.
 *
 * Source: Fisher–Yates, with Lemire's "Fast random integer generation in an
 * interval" (2019) for bounded integers without bias.
 */
export function permutation(key: Key, count: number): Uint32Array {
  checkCount(count);
  return shuffledFrom(key, { count, lowest: 1 });
}

/**
 * `size` of the numbers 0, …, `count` - 1, drawn without replacement, in random
 * order: the last ones of {@linkcode permutation}, without shuffling the rest.
 *
 * @throws {RangeError} unless 0 <= `size` <= `count` < 2^32, both integers.
 */
export function subset(
  key: Key,
  { size, of: count }: { size: number; of: number },
): Uint32Array {
  checkCount(count);
  if (!Number.isSafeInteger(size) || size < 0 || size > count) {
    throw new RangeError(
      `Cannot draw a subset: size must be an integer from 0 to ${count}, current value ${size}`,
    );
  }
  const lowest = Math.max(1, count - size);
  return shuffledFrom(key, { count, lowest }).subarray(count - size);
}

function checkCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 0 || count >= 2 ** 32) {
    throw new RangeError(
      `Cannot order numbers: count must be an integer from 0 to 2^32 - 1, current value ${count}`,
    );
  }
}

/** Fisher–Yates down to the place `lowest`. */
function shuffledFrom(
  key: Key,
  { count, lowest }: { count: number; lowest: number },
): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const next = wordStream(key);
  for (let last = count - 1; last >= lowest; last--) {
    const other = unbiasedBelow(next, last + 1);
    const swapped = order[last]!;
    order[last] = order[other]!;
    order[other] = swapped;
  }
  return order;
}

function floatOfWord(word: number): number {
  return (word & MANTISSA_MASK) / MANTISSA_RANGE;
}

function wordStream(key: Key): () => number {
  let used = 0;
  let bits = bitsAt(key, 0);
  return () => {
    if (used > 0 && used % 4 === 0) bits = bitsAt(key, used / 4);
    return bits[used++ % 4]!;
  };
}

/** 0, …, `bound` - 1, each with the same probability; may take many words. */
function unbiasedBelow(next: () => number, bound: number): number {
  const rejected = 2 ** 32 % bound;
  for (;;) {
    const product = BigInt(next()) * BigInt(bound);
    if (Number(product & 0xffffffffn) >= rejected) {
      return Number(product >> 32n);
    }
  }
}
