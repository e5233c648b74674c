import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import { CIFAR_PIXELS, parseCifarRecords } from "./cifar_records.ts";

/** A record whose red is 1, 2, …, green 50 more and blue 100 more, mod 256. */
function record(...labels: number[]): number[] {
  const planes = [0, 50, 100].flatMap((more) =>
    Array.from({ length: 1024 }, (_, i) => (1 + i + more) % 256)
  );
  return [...labels, ...planes];
}

test("parseCifarRecords puts the channels of a pixel side by side", () => {
  const file = Uint8Array.from([...record(7), ...record(2)]);
  const { images, labels, count } = parseCifarRecords(file, {
    ...{ name: "file", classes: 10, labelBytes: 1, labelByte: 0 },
  });
  assertEquals([count, [...labels]], [2, [7, 2]]);
  assertEquals(images.length, 2 * CIFAR_PIXELS);
  assertEquals([...images.subarray(0, 6)], [1, 51, 101, 2, 52, 102]);
  // The last pixel of the first image: number 1024, modulo 256.
  assertEquals(
    [...images.subarray(CIFAR_PIXELS - 3, CIFAR_PIXELS + 3)],
    [0, 50, 100, 1, 51, 101],
  );
});

test("parseCifarRecords takes the label that is asked for", () => {
  const file = Uint8Array.from(record(11, 19));
  const options = { name: "file", classes: 100, labelBytes: 2 };
  for (const [labelByte, label] of [[0, 11], [1, 19]] as const) {
    const { images, labels } = parseCifarRecords(file, {
      ...options,
      labelByte,
    });
    assertEquals([...labels], [label]);
    assertEquals([...images.subarray(0, 3)], [1, 51, 101]);
  }
});

const REFUSED: readonly [string, Uint8Array, string][] = [
  [
    "a file that is cut short",
    new Uint8Array(2 * 3073 - 1),
    "expected records of 3073 bytes, found 6145 bytes",
  ],
  [
    "an unknown class",
    Uint8Array.from(record(10)),
    "expected labels from 0 to 9, found 10",
  ],
];

for (const [what, file, reason] of REFUSED) {
  test(`parseCifarRecords refuses ${what}`, () => {
    assertThrows(
      () =>
        parseCifarRecords(file, {
          ...{ name: "some file", classes: 10, labelBytes: 1, labelByte: 0 },
        }),
      UsageError,
      `Cannot parse some file as CIFAR: ${reason}`,
    );
  });
}
