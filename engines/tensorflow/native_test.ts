import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { DataType, type Values } from "./native.ts";
import { openParts } from "./testing.ts";

const { native, binding } = await openParts();
const { symbols, status } = native;

/** What a tensor made of `values` holds. */
function roundTrip(shape: number[], dtype: number, values: Values) {
  const tensor = native.newTensor({ shape, dtype, values });
  try {
    return dtype === DataType.STRING
      ? native.readStrings(tensor, values.length)
      : native.readNumbers(tensor, dtype);
  } finally {
    symbols.TF_DeleteTensor(tensor);
  }
}

test("numbers of each dtype come back as they were", () => {
  const cases: [number[], number, Values][] = [
    [[3], DataType.FLOAT, Float32Array.of(1.5, -0, NaN)],
    [[2, 1], DataType.INT32, Int32Array.of(-7, 2 ** 31 - 1)],
    [[2], DataType.BOOL, Uint8Array.of(0, 1)],
    [[2], DataType.UINT8, Uint8Array.of(0, 255)],
    [[1], DataType.INT64, BigInt64Array.of(-(2n ** 62n))],
    // Pairs of real and imaginary part.
    [[2], DataType.COMPLEX64, Float32Array.of(1, 2, 3, 4)],
  ];
  for (const [shape, dtype, values] of cases) {
    assertEquals(roundTrip(shape, dtype, values), values);
  }
});

test("64-bit integers may come as pairs of words, the low one first", () => {
  assertEquals(
    roundTrip([2], DataType.INT64, Int32Array.of(5, 0, 0, 1)),
    BigInt64Array.of(5n, 2n ** 32n),
  );
});

test("a scalar has one number, and an empty tensor none", () => {
  const one = Float32Array.of(4);
  assertEquals(roundTrip([], DataType.FLOAT, one), one);
  const none = new Float32Array();
  assertEquals(roundTrip([2, 0], DataType.FLOAT, none), none);
});

test("strings come back byte by byte, short and long", () => {
  const strings = ["", "a\0b", "22 bytes are kept here", "ü".repeat(1000)]
    .map((text) => new TextEncoder().encode(text));
  assertEquals(roundTrip([2, 2], DataType.STRING, strings), strings);
});

test("values that do not fill the shape are refused", () => {
  assertThrows(
    () => roundTrip([2, 3], DataType.FLOAT, new Float32Array(5)),
    RangeError,
    "Cannot make a tensor [2,3]: it has 6 elements, got 5",
  );
  assertThrows(
    () => roundTrip([2], DataType.COMPLEX64, new Float32Array(2)),
    RangeError,
    "it has 2 elements, got 1",
  );
});

test("a dtype without an array of its own is refused", () => {
  const double = 2;
  const tensor = native.newTensor({
    ...{ shape: [1], dtype: double, values: new BigInt64Array(1) },
  });
  assertThrows(() => native.readNumbers(tensor, double), TypeError, "number 2");
  symbols.TF_DeleteTensor(tensor);
});

test("a name is a C string, made once", () => {
  const name = native.name("MatMul");
  assertEquals([...name], [77, 97, 116, 77, 117, 108, 0]);
  assertEquals(native.name("MatMul") === name, true);
});

test("a failure becomes an error with what was done and its code", () => {
  symbols.TFE_TensorHandleNumDims(null, status);
  const { message } = assertThrows(() => native.check(() => "count"), Error);
  assertMatch(message, /^Cannot count: .+ \(invalid argument\)$/);
});

test("no failure is no error", () => {
  binding.deleteTensor(
    binding.createTensor([1], DataType.FLOAT, Float32Array.of(1)),
  );
  native.check(() => "do nothing");
});
