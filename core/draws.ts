/**
 * Numbers made of random words, one word each.
 *
 * @module
 */
const WORDS = 2 ** 32;

/** Uniform on [`from`, `to`). */
export function numberBetween(
  word: number,
  { from, to }: { from: number; to: number },
): number {
  return from + (to - from) * (word / WORDS);
}

/** 0, …, `bound` - 1, each with probability 1/`bound` up to 2^-32. */
export function integerBelow(word: number, bound: number): number {
  return Math.floor(word / WORDS * bound);
}
