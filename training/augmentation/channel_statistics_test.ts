import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { synthetic } from "../../datasets/synthetic.ts";
import { channelStatistics } from "./channel_statistics.ts";

test("channelStatistics takes each channel by itself, over all pixels", () => {
  // Two images of 1×2 pixels: red 0, 51, 102, 153; green always 255.
  const images = Uint8Array.of(0, 255, 51, 255, 102, 255, 153, 255);
  const { mean, deviation } = channelStatistics({ images, count: 2 }, [
    1,
    2,
    2,
  ]);
  // Fifths of 255: 0, 1, 2, 3 have mean 1.5 and variance 1.25.
  assertEquals(mean, [0.3, 1]);
  assertAlmostEquals(deviation[0]!, Math.sqrt(1.25) / 5);
  assertEquals(deviation[1], 0);
});

test("channelStatistics looks at no more than the first examples", () => {
  const images = Uint8Array.of(10, 20, 200, 250);
  assertEquals(
    channelStatistics({ images, count: 2 }, [1, 1, 1]),
    channelStatistics({ images: images.slice(0, 2), count: 2 }, [1, 1, 1]),
  );
});

test("channelStatistics is the same as the naive sums", () => {
  const imageShape = [6, 5, 3] as const;
  const { train } = synthetic({ imageShape, trainCount: 100, testCount: 1 });
  const found = channelStatistics(train, imageShape);
  for (const channel of [0, 1, 2]) {
    const values = [...train.images].filter((_, i) => i % 3 === channel)
      .map((pixel) => pixel / 255);
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const variance = values.reduce((sum, value) =>
      sum + (value - mean) ** 2, 0) /
      values.length;
    assertAlmostEquals(found.mean[channel]!, mean, 1e-12);
    assertAlmostEquals(found.deviation[channel]!, Math.sqrt(variance), 1e-12);
  }
});
