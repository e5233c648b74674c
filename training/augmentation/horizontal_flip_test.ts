import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { horizontalFlip } from "./horizontal_flip.ts";

/** The images after a flip, example by example. */
function flipped(
  image: readonly number[],
  { imageShape, count }: {
    imageShape: readonly [number, number, number];
    count: number;
  },
): number[][] {
  const pixels = Uint8Array.from(Array(count).fill(image).flat());
  const examples = Uint32Array.from({ length: count }, (_, i) => i);
  horizontalFlip()(rootKey(0), { pixels, imageShape, examples });
  return Array.from(
    { length: count },
    (_, i) => [...pixels.subarray(i * image.length, (i + 1) * image.length)],
  );
}

const CASES = [
  {
    what: "an odd width",
    imageShape: [2, 3, 2],
    image: [...[1, 2, 3, 4, 5, 6], ...[7, 8, 9, 10, 11, 12]],
    mirrored: [...[5, 6, 3, 4, 1, 2], ...[11, 12, 9, 10, 7, 8]],
  },
  {
    what: "an even width",
    imageShape: [1, 4, 1],
    image: [1, 2, 3, 4],
    mirrored: [4, 3, 2, 1],
  },
] as const;

for (const { what, imageShape, image, mirrored } of CASES) {
  test(`horizontalFlip mirrors each row or nothing, ${what}`, () => {
    const seen = flipped(image, { imageShape, count: 20 }).map(String);
    assertEquals(
      new Set(seen),
      new Set([String([...image]), String([...mirrored])]),
    );
  });
}

test("horizontalFlip mirrors half of the images", () => {
  const count = 10_000;
  const images = flipped([0, 1], { imageShape: [1, 2, 1], count });
  const mirrored = images.filter(([first]) => first === 1).length;
  // Standard deviation √(10,000/4) = 50.
  assert(Math.abs(mirrored - count / 2) < 200, `${mirrored} of ${count}`);
});
