import type * as tf from "@tensorflow/tfjs-core";

/** Whether two arrays of numbers, or lists of such, have the same bits. */
export function sameBits(a: tf.BackendValues, b: tf.BackendValues): boolean {
  if (a.length !== b.length) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.from(a as Uint8Array[]).every((each, index) =>
      sameBits(each, b[index] as Uint8Array)
    );
  }
  const [left, right] = [a, b].map(({ buffer, byteOffset, byteLength }) =>
    new Uint8Array(buffer, byteOffset, byteLength)
  );
  return left!.length === right!.length &&
    left!.every((byte, index) => byte === right![index]);
}
