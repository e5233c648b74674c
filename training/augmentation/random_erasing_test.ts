import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { randomErasing, type RandomErasingOptions } from "./random_erasing.ts";

const SIDE = 32;
const PIXELS = SIDE * SIDE;

interface Erased {
  top: number;
  left: number;
  height: number;
  width: number;
  /** The bytes that it is filled with, row by row. */
  noise: number[];
}

/**
 * What is erased of each of `count` images: a black and a white image are the
 * same there and nowhere else.
 */
function erasedOf(
  count: number,
  options: RandomErasingOptions = {},
): (Erased | undefined)[] {
  const examples = Uint32Array.from({ length: count }, (_, i) => i);
  const [black, white] = [0, 255].map((level) => {
    const pixels = new Uint8Array(count * PIXELS).fill(level);
    const batch = { pixels, imageShape: [SIDE, SIDE, 1] as const, examples };
    randomErasing(options)(rootKey(0), batch);
    return pixels;
  });
  return Array.from(examples, (_, i) => {
    const places: number[] = [];
    for (let at = 0; at < PIXELS; at++) {
      const pixel = i * PIXELS + at;
      if (black![pixel] === white![pixel]) places.push(at);
      else assertEquals([black![pixel], white![pixel]], [0, 255]);
    }
    if (places.length === 0) return undefined;
    const rows = places.map((at) => Math.floor(at / SIDE));
    const columns = places.map((at) => at % SIDE);
    const top = Math.min(...rows);
    const left = Math.min(...columns);
    return {
      top,
      left,
      height: Math.max(...rows) - top + 1,
      width: Math.max(...columns) - left + 1,
      noise: places.map((at) => black![i * PIXELS + at]!),
    };
  });
}

const ALL = erasedOf(4000, { probability: 1 }).map((erased) => erased!);

/** Mean and standard error of what `of` says of each rectangle. */
function meanOf(of: (erased: Erased) => number) {
  const values = ALL.map(of);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
    (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

function assertMean(of: (erased: Erased) => number, expected: number): void {
  const { mean, error } = meanOf(of);
  assert(
    Math.abs(mean - expected) < 4 * error,
    `expected ${expected}, found ${mean} ± ${error}`,
  );
}

test("randomErasing fills whole rectangles inside the image", () => {
  for (const { top, left, height, width, noise } of ALL) {
    assertEquals(noise.length, height * width);
    assert(height < SIDE && width < SIDE);
    assert(top + height <= SIDE && left + width <= SIDE);
  }
});

test("randomErasing keeps to the areas and aspects that are asked for", () => {
  for (const { height, width } of ALL) {
    // Rounding changes a side by at most a half.
    const largest = (height + 0.5) * (width + 0.5) / PIXELS;
    const smallest = (height - 0.5) * (width - 0.5) / PIXELS;
    assert(largest >= 0.02 && smallest <= 0.4, `${height}×${width}`);
    const highest = (height + 0.5) / (width - 0.5);
    const widest = (height - 0.5) / (width + 0.5);
    assert(highest >= 0.3 && widest <= 1 / 0.3, `${height}×${width}`);
  }
});

test("randomErasing draws areas and aspects uniformly, of those that fit", () => {
  const STEPS = 1000;
  let cases = 0;
  let area = 0;
  let aspect = 0;
  for (let i = 0.5; i < STEPS; i++) {
    for (let j = 0.5; j < STEPS; j++) {
      const s = PIXELS * (0.02 + 0.38 * i / STEPS);
      const r = 0.3 + (1 / 0.3 - 0.3) * j / STEPS;
      const height = Math.round(Math.sqrt(s * r));
      const width = Math.round(Math.sqrt(s / r));
      if (height >= SIDE || width >= SIDE) continue;
      cases++;
      area += height * width;
      aspect += height / width;
    }
  }
  assertMean(({ height, width }) => height * width, area / cases);
  assertMean(({ height, width }) => height / width, aspect / cases);
});

test("randomErasing takes each place where the rectangle fits as often", () => {
  assertMean(({ top, height }) => top / (SIDE - height), 0.5);
  assertMean(({ left, width }) => left / (SIDE - width), 0.5);
  // A uniform integer from 0 to n has variance n(n + 2)/12.
  assertMean(({ top, height }) => {
    const n = SIDE - height;
    return (top - n / 2) ** 2 * 12 / (n * (n + 2));
  }, 1);
});

test("randomErasing fills with every byte as often", () => {
  const perByte = Array<number>(256).fill(0);
  for (const { noise } of ALL) for (const byte of noise) perByte[byte]!++;
  const expected = perByte.reduce((sum, found) => sum + found, 0) / 256;
  const chiSquared = perByte.reduce(
    (sum, found) => sum + (found - expected) ** 2 / expected,
    0,
  );
  // 255 degrees of freedom: mean 255, standard deviation √510.
  assert(Math.abs(chiSquared - 255) < 4 * Math.sqrt(510), `${chiSquared}`);
});

test("randomErasing changes half of the images by default", () => {
  const changed = erasedOf(2500).filter((erased) => erased !== undefined);
  // Standard deviation √(2500/4) = 25.
  assert(Math.abs(changed.length - 1250) < 100, `${changed.length} of 2500`);
});

test("randomErasing with probability 0 changes nothing", () => {
  assertEquals(
    new Set(erasedOf(100, { probability: 0 })),
    new Set([undefined]),
  );
});

test("randomErasing fills the channels of a pixel apart from each other", () => {
  const pixels = new Uint8Array(3 * PIXELS);
  randomErasing({ probability: 1, smallestArea: 0.3 })(rootKey(0), {
    pixels,
    imageShape: [SIDE, SIDE, 3],
    examples: Uint32Array.of(0),
  });
  const changed = Array.from(
    { length: PIXELS },
    (_, at) => [...pixels.subarray(3 * at, 3 * at + 3)],
  ).filter((channels) => channels.some((channel) => channel !== 0));
  assert(changed.length > 0.29 * PIXELS);
  assert(changed.some(([red, green]) => red !== green));
});

test("randomErasing leaves an image alone where no rectangle fits", () => {
  const areas = { smallestArea: 1, largestArea: 1, probability: 1 };
  assertEquals(erasedOf(3, areas), [undefined, undefined, undefined]);
});

const REFUSED: readonly [RandomErasingOptions, string][] = [
  [{ probability: 1.1 }, "probability must be from 0 to 1, current value 1.1"],
  [{ smallestArea: 0.5 }, "smallestArea must be from 0 to 0.4"],
  [{ smallestArea: -0.1 }, "smallestArea must be from 0 to 0.4"],
  [{ largestArea: 1.5 }, "largestArea must be at most 1, current value 1.5"],
  [{ smallestAspect: 0 }, "smallestAspect must be above 0 and at most 1"],
  [{ smallestAspect: 2 }, "smallestAspect must be above 0 and at most 1"],
];

for (const [options, reason] of REFUSED) {
  test(`randomErasing refuses ${JSON.stringify(options)}`, () => {
    assertThrows(() => randomErasing(options), RangeError, reason);
  });
}
