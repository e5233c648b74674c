import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { sameBits } from "./same_bits.ts";

test("numbers have the same bits", () => {
  const values = [1.5, NaN, -0];
  const [a, b] = [Float32Array.from(values), Float32Array.from(values)];
  assertEquals(sameBits(a, b), true);
  // A part of a larger array.
  assertEquals(sameBits(a, Float32Array.of(0, ...values).subarray(1)), true);
});

test("other numbers, zeros, lengths and dtypes have not", () => {
  const one = Float32Array.of(1);
  for (
    const other of [
      ...[Float32Array.of(1 + 2 ** -23), Float32Array.of(1, 1)],
      ...[Int32Array.of(1), new Float32Array()],
    ]
  ) {
    assertEquals(sameBits(one, other), false);
  }
  assertEquals(sameBits(Float32Array.of(0), Float32Array.of(-0)), false);
});

test("lists of strings are compared byte by byte", () => {
  const list = (...texts: string[]) =>
    texts.map((text) => new TextEncoder().encode(text));
  assertEquals(sameBits(list("a", "bc"), list("a", "bc")), true);
  assertEquals(sameBits(list("a", "bc"), list("ab", "c")), false);
});
