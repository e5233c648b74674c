import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  decodeTensorFile,
  encodeTensorFile,
  type TensorFile,
  TensorFileError,
} from "./tensor_file.ts";

const FILE: TensorFile = {
  metadata: { format: "a test", text: 'α "quoted"' },
  tensors: {
    "kernel": { shape: [2, 1], values: Float32Array.of(-0, NaN) },
    "seen": { shape: [3], values: Uint8Array.of(1, 0, 1) },
    "labels": { shape: [], values: Int32Array.of(-7) },
    "losses": { shape: [2], values: Float64Array.of(0.1, -Infinity) },
    "none": { shape: [0], values: new Float32Array() },
  },
};

function bytesOf(file: TensorFile): Uint8Array {
  const parts = encodeTensorFile(file);
  const bytes = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A header with these tensors and no data, in a file. */
function withHeader(text: string): Uint8Array {
  const header = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + header.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return bytes;
}

test("what was written is read, to the bit", () => {
  const read = decodeTensorFile(bytesOf(FILE));
  assertEquals(read, FILE);
  assertEquals(Object.keys(read.tensors), Object.keys(FILE.tensors));
  const nan = new Float32Array(Uint32Array.of(0x7fc12345).buffer);
  const { tensors } = decodeTensorFile(bytesOf({
    metadata: {},
    tensors: { nan: { shape: [1], values: nan } },
  }));
  const { values } = tensors.nan!;
  assertEquals(new Uint32Array(values.buffer), Uint32Array.of(0x7fc12345));
});

test("a file may lie anywhere in a buffer", () => {
  const bytes = bytesOf(FILE);
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  assertEquals(decodeTensorFile(shifted.subarray(3)), FILE);
});

test("the layout is that of safetensors", () => {
  const bytes = bytesOf({
    metadata: { a: "b" },
    tensors: {
      w: { shape: [2], values: Float32Array.of(1, 2) },
      x: { shape: [1], values: Float64Array.of(3) },
    },
  });
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(
    new TextDecoder().decode(bytes.subarray(8, 8 + length)),
  );
  assertEquals(header.w, { dtype: "F32", shape: [2], data_offsets: [0, 8] });
  assertEquals(header.x, { dtype: "F64", shape: [1], data_offsets: [8, 16] });
  assertEquals(header.__metadata__.a, "b");
  assertEquals(bytes.length, 8 + length + 16);
});

test("a file with any bit changed, or cut anywhere, is refused", () => {
  const bytes = bytesOf(FILE);
  for (let i = 0; i < bytes.length; i++) {
    const damaged = Uint8Array.from(bytes);
    damaged[i]! ^= 1 << (i % 8);
    assertThrows(() => decodeTensorFile(damaged), TensorFileError);
    assertThrows(() => decodeTensorFile(bytes.subarray(0, i)), TensorFileError);
  }
});

test("a file of something else is refused", () => {
  for (const text of ["", "null", "[]", "{}", '{"__metadata__":null}', "7"]) {
    assertThrows(() => decodeTensorFile(withHeader(text)), TensorFileError);
  }
});

test("tensors that the data does not hold are refused", () => {
  // Valid by its checksum, as one that somebody made.
  const make = (shape: number[]) =>
    bytesOf({
      metadata: {},
      tensors: { w: { shape, values: Float32Array.of(1) } },
    });
  for (const shape of [[2], [0], [1e9, 1e9], [-1]]) {
    assertThrows(
      () => decodeTensorFile(make(shape)),
      TensorFileError,
      `4 bytes for a tensor F32 [${shape}]`,
    );
  }
});
