import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../core/checksum.ts";
import type { Dataset } from "../core/dataset.ts";
import { synthetic, syntheticChecksum } from "./synthetic.ts";

const DATA = synthetic();

function contentOf({ train, test }: Dataset): string[] {
  return [train.images, train.labels, test.images, test.labels].map((bytes) =>
    digestOf(Uint8Array.from(bytes)).sha256.slice(0, 16)
  );
}

test("synthetic data never change: else raise the generator's version", () => {
  assertEquals(contentOf(DATA), [
    "a694a7a90888ca24",
    "248719e4ccd56170",
    "887f564e606a0e71",
    "2156a047612ab3ab",
  ]);
  assertEquals(
    DATA.checksum,
    "ab9959e98c1bc4cc114ad38ac90478583083cc527339ba30f0ffb4ed6b8b1aca",
  );
});

test("synthetic has 10 balanced classes of 28×28 grey images", () => {
  const { imageShape, classes, train, test } = DATA;
  assertEquals([imageShape, classes], [[28, 28, 1], 10]);
  assertEquals([train.count, test.count], [1000, 500]);
  assertEquals([train.images.length, test.images.length], [784_000, 392_000]);
  for (const { labels, count } of [train, test]) {
    const perClass = Array<number>(10).fill(0);
    for (const label of labels) perClass[label]!++;
    assertEquals(perClass, Array<number>(10).fill(count / 10));
  }
});

test("synthetic makes the same data again, other data from another seed", () => {
  assertEquals(synthetic({ seed: 0 }), DATA);
  const other = synthetic({ seed: 1 });
  assertNotEquals(other.checksum, DATA.checksum);
  const differing = contentOf(other).filter((sum, i) =>
    sum !== contentOf(DATA)[i]
  );
  assertEquals(differing.length, 4);
});

test("synthetic can be learnt: class means classify what they have not seen", () => {
  const { train, test, classes } = DATA;
  const pixels = train.images.length / train.count;
  const means = Array.from({ length: classes }, () => new Float64Array(pixels));
  train.labels.forEach((label, i) => {
    const image = train.images.subarray(i * pixels, (i + 1) * pixels);
    image.forEach((pixel, j) => means[label]![j]! += pixel / 100);
  });
  const distances = (image: Uint8Array) =>
    means.map((mean) =>
      mean.reduce((sum, level, j) => sum + (level - image[j]!) ** 2, 0)
    );
  let correct = 0;
  test.labels.forEach((label, i) => {
    const image = test.images.subarray(i * pixels, (i + 1) * pixels);
    const all = distances(image);
    if (all.indexOf(Math.min(...all)) === label) correct++;
  });
  assert(correct / test.count > 0.9, `accuracy ${correct / test.count}`);
});

test("synthetic without noise repeats each prototype, with noise alone none", () => {
  const options = { imageShape: [2, 3, 2], classes: 2 } as const;
  const clean = synthetic({ ...options, noise: 0 });
  const { images, labels } = clean.train;
  const images0 = [...labels].flatMap((label, i) =>
    label === 0 ? [images.subarray(i * 12, i * 12 + 12).join()] : []
  );
  assertEquals(new Set(images0).size, 1);
  assertEquals(clean.imageShape, [2, 3, 2]);
  const noisy = synthetic({ ...options, noise: 1 });
  assertEquals(new Set(noisy.train.images).size, 256);
});

test("syntheticChecksum depends on every setting and on no data", () => {
  const checksums = [
    {},
    { seed: 1 },
    { trainCount: 10 },
    { testCount: 10 },
    { imageShape: [28, 28, 3] as const },
    { classes: 9 },
    { noise: 0.5 },
  ].map(syntheticChecksum);
  assertEquals(new Set(checksums).size, checksums.length);
  assertEquals(checksums[0], DATA.checksum);
});

const REFUSED = [
  [{ trainCount: 0 }, "trainCount must be a positive integer, current value 0"],
  [{ testCount: 1.5 }, "testCount must be a positive integer"],
  [{ classes: 257 }, "classes must be at most 256, current value 257"],
  [{ imageShape: [28, 0, 1] }, "imageShape must be three positive integers"],
  [{ noise: 1.1 }, "noise must be from 0 to 1, current value 1.1"],
  [{ noise: NaN }, "noise must be from 0 to 1, current value NaN"],
  [{ seed: -1 }, "seed must be an integer"],
] as const;

for (const [options, reason] of REFUSED) {
  test(`synthetic refuses ${JSON.stringify(options)}: ${reason}`, () => {
    assertThrows(() => synthetic(options), RangeError, reason);
  });
}
