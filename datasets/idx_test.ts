import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { parseIdx } from "./idx.ts";

const IMAGES = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3];
const PIXELS = [1, 2, 3, 4, 5, 255];
const LABELS = [0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9];

test("parseIdx reads images and labels", () => {
  assertEquals(
    parseIdx(Uint8Array.from([...IMAGES, ...PIXELS]), { name: "x", rank: 3 }),
    { shape: [2, 1, 3], data: Uint8Array.from(PIXELS) },
  );
  assertEquals(parseIdx(Uint8Array.from(LABELS), { name: "x", rank: 1 }), {
    shape: [3],
    data: Uint8Array.of(7, 8, 9),
  });
});

test("parseIdx respects the offset of a view and copies nothing", () => {
  const memory = Uint8Array.from([9, 9, 9, ...LABELS, 9]);
  const { data } = parseIdx(memory.subarray(3, 14), { name: "x", rank: 1 });
  assertEquals([...data], [7, 8, 9]);
  assertEquals(data.buffer === memory.buffer, true);
});

const REFUSED: readonly [string, number, number[], string][] = [
  ["nothing", 1, [], "expected a header of 8 bytes, found 0 bytes"],
  ["half a header", 3, IMAGES.slice(0, 9), "header of 16 bytes, found 9 bytes"],
  [
    "a gzip file",
    1,
    [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0],
    "expected two zero bytes at the start, found magic number 0x1f8b0800",
  ],
  [
    "signed bytes",
    1,
    [0, 0, 9, 1, 0, 0, 0, 1, 0],
    "expected type code 0x08 (unsigned byte), found 0x09",
  ],
  ["labels as images", 3, [...LABELS, ...LABELS], "3 dimensions, found 1"],
  ["images as labels", 1, [...IMAGES, ...PIXELS], "1 dimensions, found 3"],
  [
    "an empty dimension",
    1,
    [0, 0, 8, 1, 0, 0, 0, 0],
    "expected no empty dimension, found [0]",
  ],
  [
    "a byte too few",
    3,
    [...IMAGES, ...PIXELS.slice(1)],
    "expected 6 bytes of data for shape [2,1,3], found 5",
  ],
  [
    "a byte too many",
    3,
    [...IMAGES, ...PIXELS, 0],
    "expected 6 bytes of data for shape [2,1,3], found 7",
  ],
  [
    "sizes whose product overflows 64 bits",
    3,
    [0, 0, 8, 3, ...Array(12).fill(255), 1],
    "found 1",
  ],
];

for (const [what, rank, bytes, reason] of REFUSED) {
  test(`parseIdx refuses ${what}`, () => {
    const { message } = assertThrows(
      () => parseIdx(Uint8Array.from(bytes), { name: "some-file", rank }),
      UsageError,
      "Cannot parse some-file as IDX: ",
    );
    assertStringIncludes(message, reason);
  });
}
