/**
 * A small image-classification data set that is made on the spot, for tests.
 *
 * @module
 */
import { digestOf } from "../core/checksum.ts";
import type { Dataset, Examples } from "../core/dataset.ts";
import { type Key, rootKey, split } from "../core/key.ts";
import { permutation, uniform } from "../core/random.ts";

/** Goes up with every change that changes a pixel or a label. */
const VERSION = 1;
const PIXEL_VALUES = 256;

/** Settings of {@linkcode synthetic}. */
export interface SyntheticOptions {
  /** Seed of prototypes, labels and noise. */
  readonly seed?: number;
  /** Number of training examples. */
  readonly trainCount?: number;
  /** Number of test examples. */
  readonly testCount?: number;
  /** Height, width and channels of an image. */
  readonly imageShape?: readonly [number, number, number];
  /** Number of classes, at most 256. */
  readonly classes?: number;
  /** Share of the noise in a pixel, from 0 (easy) to 1 (hopeless). */
  readonly noise?: number;
}

/**
 * Noisy copies of one random image per class: pixel = ⌊256 ((1-ν) p + ν u)⌋
 * with prototype p, noise u (both uniform on [0, 1)) and noise share ν.
 *
 * Labels are balanced and in random order. Sums, products and ⌊·⌋ only, so
 * that every machine makes the same bytes.
 *
 * @throws {RangeError} if a setting is outside of what is said about it.
 */
export function synthetic(options: SyntheticOptions = {}): Dataset {
  const settings = settingsOf(options);
  const { imageShape, classes, noise } = settings;
  const root = rootKey(settings.seed);
  const pixels = imageShape.reduce((product, length) => product * length, 1);
  const prototypes = Array.from(
    { length: classes },
    (_, label) => uniform(split(split(root, "prototypes"), label), pixels),
  );
  const examples = (part: string, count: number) =>
    noisyCopies(prototypes, { key: split(root, part), count, noise });
  return {
    name: "synthetic",
    imageShape,
    classes,
    train: examples("train", settings.trainCount),
    test: examples("test", settings.testCount),
    checksum: syntheticChecksum(options),
  };
}

/**
 * Hex sha256 of the settings and of the generator's version, which decide
 * every byte of {@linkcode synthetic}; makes no data.
 *
 * @throws {RangeError} if a setting is outside of what is said about it.
 */
export function syntheticChecksum(options: SyntheticOptions = {}): string {
  const settings = settingsOf(options);
  return digestOf(`synthetic ${VERSION} ${JSON.stringify(settings)}`).sha256;
}

function settingsOf({
  seed = 0,
  trainCount = 1000,
  testCount = 500,
  imageShape = [28, 28, 1],
  classes = 10,
  noise = 0.8,
}: SyntheticOptions): Required<SyntheticOptions> {
  const refuse = (what: string, bound: string, value: unknown) =>
    new RangeError(
      `Cannot make synthetic data: ${what} must be ${bound}, current value ${value}`,
    );
  const sizes = { trainCount, testCount, classes };
  for (const [what, size] of Object.entries(sizes)) {
    if (!isSize(size)) throw refuse(what, "a positive integer", size);
  }
  if (!imageShape.every(isSize)) {
    throw refuse("imageShape", "three positive integers", `[${imageShape}]`);
  }
  if (classes > 256) throw refuse("classes", "at most 256", classes);
  if (!(noise >= 0 && noise <= 1)) throw refuse("noise", "from 0 to 1", noise);
  return { seed, trainCount, testCount, imageShape, classes, noise };
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function noisyCopies(
  prototypes: readonly Float32Array[],
  { key, count, noise }: { key: Key; count: number; noise: number },
): Examples {
  const pixels = prototypes[0]!.length;
  const images = new Uint8Array(count * pixels);
  const labels = Uint8Array.from(
    permutation(split(key, "labels"), count),
    (position) => position % prototypes.length,
  );
  for (const [i, label] of labels.entries()) {
    const prototype = prototypes[label]!;
    const draws = uniform(split(split(key, "noise"), i), pixels);
    for (const [j, draw] of draws.entries()) {
      const level = (1 - noise) * prototype[j]! + noise * draw;
      images[i * pixels + j] = Math.floor(PIXEL_VALUES * level);
    }
  }
  return { images, labels, count };
}
