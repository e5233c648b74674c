import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { centreCrop, randomResizedCrop } from "./crops.ts";

const COUNT = 4000;

const cropsOf = (size: { width: number; height: number }) =>
  Array.from(
    { length: COUNT },
    (_, example) => randomResizedCrop(rootKey(0), { ...size, example }),
  );

function meanAndError(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
    (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

for (const size of [{ width: 500, height: 375 }, { width: 90, height: 400 }]) {
  const { width, height } = size;
  test(`random crops lie within an image of ${width}×${height}`, () => {
    for (const box of cropsOf(size)) {
      assert(box.left >= 0 && box.left + box.width <= width);
      assert(box.top >= 0 && box.top + box.height <= height);
      // Rounding changes a side by at most a half.
      const aspects = [
        (box.width + 0.5) / (box.height - 0.5),
        (box.width - 0.5) / (box.height + 0.5),
      ];
      assert(aspects[0]! >= 3 / 4 && aspects[1]! <= 4 / 3);
      const largest = (box.width + 0.5) * (box.height + 0.5);
      assert(largest >= 0.08 * width * height);
    }
  });
}

test("random crops have uniform areas and log aspects, of those that fit", () => {
  const size = { width: 400, height: 300 };
  const STEPS = 400;
  const expected = { cases: 0, area: 0, logAspect: 0 };
  for (let i = 0.5; i < STEPS; i++) {
    for (let j = 0.5; j < STEPS; j++) {
      const area = 0.08 + 0.92 * i / STEPS;
      const logAspect = Math.log(4 / 3) * (2 * j / STEPS - 1);
      const width = Math.sqrt(area * 120_000 * Math.exp(logAspect));
      const height = width / Math.exp(logAspect);
      if (Math.round(width) > 400 || Math.round(height) > 300) continue;
      expected.cases++;
      expected.area += area;
      expected.logAspect += logAspect;
    }
  }
  const crops = cropsOf(size);
  const area = meanAndError(
    crops.map(({ width, height }) => width * height / 120_000),
  );
  const logAspect = meanAndError(
    crops.map(({ width, height }) => Math.log(width / height)),
  );
  const { cases } = expected;
  assert(Math.abs(area.mean - expected.area / cases) < 4 * area.error);
  assert(
    Math.abs(logAspect.mean - expected.logAspect / cases) < 4 * logAspect.error,
  );
});

test("random crops take each place where they fit as often", () => {
  const crops = cropsOf({ width: 500, height: 500 })
    .filter(({ width, height }) => width < 500 && height < 500);
  for (
    const shares of [
      crops.map(({ left, width }) => left / (500 - width)),
      crops.map(({ top, height }) => top / (500 - height)),
    ]
  ) {
    const { mean, error } = meanAndError(shares);
    assert(Math.abs(mean - 0.5) < 4 * error, `${mean} ± ${error}`);
  }
});

test("a random crop is a function of key, example and size", () => {
  const size = { width: 500, height: 375, example: 7 };
  const crop = randomResizedCrop(rootKey(0), size);
  assertEquals(randomResizedCrop(rootKey(0), size), crop);
  assertNotEquals(randomResizedCrop(rootKey(1), size), crop);
  assertNotEquals(randomResizedCrop(rootKey(0), { ...size, example: 8 }), crop);
});

test("where no random crop fits it is the largest one in the middle", () => {
  const example = 0;
  // The aspect ratio is at most 4/3.
  assertEquals(
    randomResizedCrop(rootKey(0), { width: 1000, height: 3, example }),
    { left: 498, top: 0, width: 4, height: 3 },
  );
  assertEquals(
    randomResizedCrop(rootKey(0), { width: 3, height: 1000, example }),
    { left: 0, top: 498, width: 3, height: 4 },
  );
});

test("centreCrop is 7/8 of the shorter side, in the middle", () => {
  assertEquals(centreCrop({ width: 512, height: 256 }), {
    ...{ left: 144, top: 16, width: 224, height: 224 },
  });
  assertEquals(centreCrop({ width: 300, height: 500 }), {
    ...{ left: 18.75, top: 118.75, width: 262.5, height: 262.5 },
  });
});
