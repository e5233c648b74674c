import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { noiseScale } from "./noise_scale.ts";

test("c is the paper's for batches of 128 and 4096", () => {
  const c = noiseScale({ smallBatch: 128, largeBatch: 4096 });
  // Half a unit of the last digit that the claims digest prints.
  assertAlmostEquals(c, 0.0869963, 5e-8);
  assertAlmostEquals(c ** 2, 0.00756836, 5e-9);
});

test("c is what is said, and 0 for equal batches", () => {
  assertEquals(noiseScale({ scale: 0.25 }), 0.25);
  assertEquals(noiseScale({ smallBatch: 64, largeBatch: 64 }), 0);
});

test("a small batch that is larger, or none, is refused", () => {
  for (const [smallBatch, largeBatch] of [[5, 4], [0, 4], [1.5, 4], [1, NaN]]) {
    assertThrows(
      () => noiseScale({ smallBatch: smallBatch!, largeBatch: largeBatch! }),
      RangeError,
      `current values ${smallBatch} and ${largeBatch}`,
    );
  }
});

test("a negative or infinite scale is refused", () => {
  for (const scale of [-1, NaN, Infinity]) {
    assertThrows(
      () => noiseScale({ scale }),
      RangeError,
      `current value ${scale}`,
    );
  }
});
