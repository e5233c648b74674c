/**
 * The binary format of CIFAR-10 and CIFAR-100: records without a header, each
 * of its label bytes, then 1024 red, 1024 green and 1024 blue bytes, every
 * plane 32×32 row-major.
 *
 * Source: Krizhevsky, "The CIFAR-10 and CIFAR-100 datasets", binary version.
 *
 * @module
 */
import type { Examples } from "../core/dataset.ts";
import { UsageError } from "../core/usage_error.ts";

const PLANE = 32 * 32;
const CHANNELS = 3;

/** Pixels of an image, all channels counted. */
export const CIFAR_PIXELS: number = CHANNELS * PLANE;

/** What stands before the pixels of a record. */
export interface LabelBytes {
  /** Number of label bytes: 1 in CIFAR-10; 2, coarse and fine, in CIFAR-100. */
  readonly labelBytes: number;
  /** Which of them is the class, from 0. */
  readonly labelByte: number;
}

/**
 * The examples of a file, pixels `[count, 32 * 32 * 3]` with the channels of
 * a pixel side by side.
 *
 * @param options.name What error messages call the file.
 * @param options.classes Number of classes.
 * @throws {UsageError} if it is no whole number of records, or a label is not
 * below the number of classes.
 */
export function parseCifarRecords(
  file: Uint8Array,
  { name, classes, labelBytes, labelByte }: LabelBytes & {
    name: string;
    classes: number;
  },
): Examples {
  const refuse = (expected: string, found: string) =>
    new UsageError(
      `Cannot parse ${name} as CIFAR: expected ${expected}, found ${found}`,
    );
  const recordBytes = labelBytes + CIFAR_PIXELS;
  const count = file.length / recordBytes;
  if (!Number.isInteger(count)) {
    throw refuse(`records of ${recordBytes} bytes`, `${file.length} bytes`);
  }
  const images = new Uint8Array(count * CIFAR_PIXELS);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const record = i * recordBytes;
    const label = file[record + labelByte]!;
    if (label >= classes) {
      throw refuse(`labels from 0 to ${classes - 1}`, `${label}`);
    }
    labels[i] = label;
    const planes = record + labelBytes;
    let to = i * CIFAR_PIXELS;
    for (let from = planes; from < planes + PLANE; from++) {
      images[to++] = file[from]!;
      images[to++] = file[from + PLANE]!;
      images[to++] = file[from + 2 * PLANE]!;
    }
  }
  return { images, labels, count };
}
