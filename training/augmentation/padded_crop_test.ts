import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { paddedCrop, type PaddedCropOptions } from "./padded_crop.ts";

/** The crops of one image, example by example. */
function crops(
  image: readonly number[],
  { imageShape, count, ...options }: PaddedCropOptions & {
    imageShape: readonly [number, number, number];
    count: number;
  },
): number[][] {
  const pixels = Uint8Array.from(Array(count).fill(image).flat());
  const examples = Uint32Array.from({ length: count }, (_, i) => i);
  paddedCrop(options)(rootKey(0), { pixels, imageShape, examples });
  return Array.from(
    { length: count },
    (_, i) => [...pixels.subarray(i * image.length, (i + 1) * image.length)],
  );
}

/** The image 1 to 9 padded by one pixel. */
const PADDED = {
  zero: [
    [0, 0, 0, 0, 0],
    [0, 1, 2, 3, 0],
    [0, 4, 5, 6, 0],
    [0, 7, 8, 9, 0],
    [0, 0, 0, 0, 0],
  ],
  reflect: [
    [5, 4, 5, 6, 5],
    [2, 1, 2, 3, 2],
    [5, 4, 5, 6, 5],
    [8, 7, 8, 9, 8],
    [5, 4, 5, 6, 5],
  ],
};

for (const padding of ["zero", "reflect"] as const) {
  test(`paddedCrop gives every crop of the padded image, ${padding}`, () => {
    const image = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const found = crops(image, {
      ...{ imageShape: [3, 3, 1], count: 200, pad: 1, padding },
    });
    const expected = [0, 1, 2].flatMap((top) =>
      [0, 1, 2].map((left) =>
        PADDED[padding].slice(top, top + 3)
          .flatMap((row) => row.slice(left, left + 3))
      )
    );
    assertEquals(
      [...new Set(found.map(String))].sort(),
      [...new Set(expected.map(String))].sort(),
    );
  });
}

test("paddedCrop moves the channels of a pixel together", () => {
  const image = [1, 11, 2, 12, 3, 13, 4, 14];
  const found = crops(image, {
    ...{ imageShape: [2, 2, 2], count: 50, pad: 1, padding: "zero" },
  });
  assert(found.some((crop) => String(crop) === "0,0,0,0,0,0,1,11"));
  for (const crop of found) {
    for (let i = 0; i < crop.length; i += 2) {
      assertEquals(crop[i + 1], crop[i] === 0 ? 0 : crop[i]! + 10);
    }
  }
});

test("paddedCrop by 0 pixels changes nothing", () => {
  const image = [1, 2, 3, 4];
  for (const padding of ["zero", "reflect"] as const) {
    const options = { imageShape: [2, 2, 1], count: 1, pad: 0 } as const;
    assertEquals(crops(image, { ...options, padding }), [image]);
  }
});

test("paddedCrop takes each of the 81 places as often", () => {
  const count = 8100;
  // One white pixel in the middle shows the place.
  const image = Array<number>(81).fill(0).with(40, 255);
  const perPlace = Array<number>(81).fill(0);
  for (const crop of crops(image, { imageShape: [9, 9, 1], count })) {
    perPlace[crop.indexOf(255)]!++;
  }
  const chiSquared = perPlace.reduce(
    (sum, found) => sum + (found - 100) ** 2 / 100,
    0,
  );
  // 80 degrees of freedom: mean 80, standard deviation √160.
  assert(Math.abs(chiSquared - 80) < 4 * Math.sqrt(160), `${chiSquared}`);
});

for (const pad of [-1, 1.5, NaN]) {
  test(`paddedCrop refuses to pad ${pad} pixels`, () => {
    assertThrows(
      () => paddedCrop({ pad }),
      RangeError,
      `pad must be a non-negative integer, current value ${pad}`,
    );
  });
}

test("paddedCrop refuses to reflect more than there is", () => {
  assertThrows(
    () =>
      crops([1, 2, 3, 4, 5, 6], {
        ...{ imageShape: [2, 3, 1], count: 1, pad: 2, padding: "reflect" },
      }),
    RangeError,
    "Cannot reflect 2 pixels of an image of 2×3",
  );
});
