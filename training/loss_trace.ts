import { philox4x32 } from "../core/philox.ts";

/** Characters of a trace for each update. */
export const TRACE_WIDTH = 2;

const DIGITS =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The bits that stand for every NaN: other ones come and go in copies. */
const NAN_BITS = 0x7fc00000;

/**
 * Short hashes of the bits of each update's loss, {@linkcode TRACE_WIDTH}
 * characters each: two runs agree in their first losses if and only if (up to
 * collisions, one in 4096) their traces begin alike.
 *
 * A loss is taken before its update: where parameters come to differ in one
 * update, the first trace that may differ is that of the next.
 */
export function lossTrace(losses: Float32Array): string {
  const bits = new Uint32Array(
    losses.buffer,
    losses.byteOffset,
    losses.length,
  );
  return Array.from(bits, (bitsOfLoss, i) => {
    const word = Number.isNaN(losses[i]) ? NAN_BITS : bitsOfLoss;
    const [hash] = philox4x32([word, 0, 0, 0], [0, 0]);
    return DIGITS.charAt(hash >>> 26) + DIGITS.charAt(hash >>> 20 & 63);
  }).join("");
}
