import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { synthetic } from "../../datasets/synthetic.ts";
import { channelStatistics } from "./channel_statistics.ts";
import {
  standardisingTables,
  throughTables,
  unitTables,
} from "./pixel_tables.ts";

test("unitTables divide by 255", () => {
  const pixels = Uint8Array.from({ length: 256 }, (_, pixel) => pixel);
  const expected = Float32Array.from(pixels, (pixel) => pixel / 255);
  assertEquals(throughTables(pixels, unitTables(1)), expected);
  assertEquals(throughTables(pixels, unitTables(4)), expected);
});

test("standardisingTables treat each channel by its own mean", () => {
  const tables = standardisingTables({
    mean: [0.2, 0.4],
    deviation: [0.1, 0.2],
  });
  const pixels = Uint8Array.of(51, 51, 102, 102);
  const numbers = throughTables(pixels, tables);
  [0, -1, 2, 0].forEach((expected, i) =>
    assertAlmostEquals(numbers[i]!, expected, 1e-7)
  );
});

test("standardisingTables give the training set mean 0 and variance 1", () => {
  const imageShape = [8, 8, 3] as const;
  const { train } = synthetic({ imageShape, trainCount: 200, testCount: 1 });
  const statistics = channelStatistics(train, imageShape);
  const numbers = throughTables(
    train.images,
    standardisingTables(statistics),
  );
  for (const channel of [0, 1, 2]) {
    const values = [...numbers].filter((_, i) => i % 3 === channel);
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const squares = values.reduce((sum, value) => sum + value ** 2, 0);
    // Each number is rounded to 24 bits.
    assertAlmostEquals(mean, 0, 1e-7);
    assertAlmostEquals(squares / values.length, 1, 1e-7);
  }
});

test("standardisingTables refuse a channel that does not vary", () => {
  assertThrows(
    () => standardisingTables({ mean: [0.5, 0.5], deviation: [1, 0] }),
    RangeError,
    "Cannot standardise channel 1: its standard deviation must be positive, " +
      "current value 0",
  );
});
