import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { decodeImage } from "./decode.ts";
import { type Box, resample } from "./resample.ts";
import { fileNamed, RESIZED } from "./testing_images.ts";

const PICTURE = await decodeImage(fileNamed("png").content, { name: "png" });

for (const { box, side, rgb } of RESIZED) {
  const { left, top, width, height } = box;
  test(`resample has Pillow's bytes: ${width}×${height} at ${left},${top} to ${side}`, () => {
    assertEquals(resample(PICTURE, { box, side }), rgb);
  });
}

/** An image of one row, with these levels of grey. */
function greyRow(...levels: number[]) {
  const data = Uint8Array.from(levels.flatMap((level) => [
    ...[level, level, level],
    255,
  ]));
  return { data, width: levels.length, height: 1 };
}

/** The levels of grey that a box of one row becomes. */
function resampledRow(levels: number[], options: Partial<Box>, side: number) {
  const box = { left: 0, top: 0, width: levels.length, height: 1, ...options };
  const out = resample(greyRow(...levels), { box, side });
  return [...out.subarray(0, 3 * side)].filter((_, i) => i % 3 === 0);
}

test("resample of an image to its own size changes nothing", () => {
  assertEquals(resampledRow([0], {}, 1), [0]);
  const square = {
    data: Uint8Array.from({ length: 16 }, (_, i) => 10 * i),
    width: 2,
    height: 2,
  };
  assertEquals(
    [...resample(square, {
      box: { left: 0, top: 0, width: 2, height: 2 },
      side: 2,
    })],
    [0, 10, 20, 40, 50, 60, 80, 90, 100, 120, 130, 140],
  );
});

test("resample weighs with a triangle, by hand", () => {
  // From 4 to 1: the triangle reaches 4 pixels from the middle, weights of
  // 1 - 1.5/4, 1 - 0.5/4, the same mirrored: 5, 7, 7, 5 of 24.
  assertEquals(resampledRow([24, 0, 0, 0], { height: 1 }, 1), [5]);
  assertEquals(resampledRow([0, 24, 0, 0], { height: 1 }, 1), [7]);
  // From 1 to 2: centres at 0.25 and 0.75 of the box, neighbours at 1/4, 3/4.
  assertEquals(
    resampledRow([0, 100, 200], { left: 1, width: 1 }, 2),
    [75, 125],
  );
});

test("resample reaches beyond the box, and not beyond the image", () => {
  assertEquals(resampledRow([0, 100], { left: 1, width: 1 }, 2), [75, 100]);
});
