/**
 * Memory and status of TensorFlow's C library: C strings, tensors in and out,
 * and every failure as an error.
 *
 * @module
 */
import type { Symbols } from "./symbols.ts";

/** Numbers of `TF_DataType` that tfjs has a name for, and some more. */
export const DataType = {
  FLOAT: 1,
  INT32: 3,
  UINT8: 4,
  STRING: 7,
  COMPLEX64: 8,
  INT64: 9,
  BOOL: 10,
  RESOURCE: 20,
  UINT32: 22,
} as const;

/** A tensor's values as tfjs hands them over: numbers, or bytes of strings. */
export type Values =
  | Float32Array
  | Int32Array
  | Uint8Array
  | BigInt64Array
  | readonly Uint8Array[];

/** Bytes of a `TF_TString`. */
const STRING_BYTES = 24;

/** Names of `TF_Code`, which count from 0. */
const CODES = [
  ...["OK", "cancelled", "unknown", "invalid argument", "deadline exceeded"],
  ...["not found", "already exists", "permission denied"],
  ...["resource exhausted", "failed precondition", "aborted", "out of range"],
  ...["unimplemented", "internal", "unavailable", "data loss"],
  "unauthenticated",
];

/** The C library with what every call of it needs. */
export class Native {
  /** Written by every call that can fail. */
  readonly status: Deno.PointerValue;
  readonly #strings = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(readonly symbols: Symbols) {
    this.status = symbols.TF_NewStatus();
  }

  /** `text` as a C string; kept until forgotten, so not for data. */
  name(text: string): Uint8Array<ArrayBuffer> {
    let bytes = this.#strings.get(text);
    if (bytes === undefined) {
      bytes = new TextEncoder().encode(`${text}\0`);
      this.#strings.set(text, bytes);
    }
    return bytes;
  }

  /** Frees the C string of a name that is not used any more. */
  forgetName(text: string): void {
    this.#strings.delete(text);
  }

  /**
   * Ends a call that wrote the status.
   *
   * @param describe Says what could not be done, e.g. "run MatMul(...)".
   * @throws {Error} if the call failed.
   */
  check(describe: () => string): void {
    const code = this.symbols.TF_GetCode(this.status);
    if (code === 0) return;
    const message = this.text(this.symbols.TF_Message(this.status));
    throw new Error(
      `Cannot ${describe()}: ${message} (${CODES[code] ?? `code ${code}`})`,
    );
  }

  /** The C string at a pointer. */
  text(pointer: Deno.PointerValue): string {
    return pointer === null ? "" : Deno.UnsafePointerView.getCString(pointer);
  }

  /**
   * A new `TF_Tensor` with a copy of `values`; the caller deletes it.
   *
   * The library wants its own alignment and keeps the memory as long as any
   * result shares it, so one copy is needed.
   *
   * @throws {RangeError} if the values do not fill the shape.
   */
  newTensor(
    { shape, dtype, values }: {
      shape: readonly number[];
      dtype: number;
      values: Values;
    },
  ): Deno.PointerValue {
    const { symbols } = this;
    const size = shape.reduce((product, length) => product * length, 1);
    const numbersEach = dtype === DataType.COMPLEX64 ||
        (dtype === DataType.INT64 && values instanceof Int32Array)
      ? 2
      : 1;
    if (values.length !== size * numbersEach) {
      throw new RangeError(
        `Cannot make a tensor [${shape}]: it has ${size} elements, got ${
          values.length / numbersEach
        }`,
      );
    }
    const dims = BigInt64Array.from(shape, BigInt);
    const bytes = "byteLength" in values
      ? values.byteLength
      : values.length * STRING_BYTES;
    const tensor = symbols.TF_AllocateTensor(
      dtype,
      dims,
      shape.length,
      BigInt(bytes),
    );
    if (tensor === null) {
      throw new RangeError(
        `Cannot make a tensor [${shape}]: no memory for ${bytes} bytes`,
      );
    }
    const data = symbols.TF_TensorData(tensor);
    if ("byteLength" in values) {
      if (bytes > 0) {
        symbols.copyToNative(data, values as BufferSource, BigInt(bytes));
      }
    } else {
      values.forEach((string, index) => {
        const at = stringAt(data!, index);
        symbols.TF_StringInit(at);
        symbols.TF_StringCopy(
          at,
          string as BufferSource,
          BigInt(string.length),
        );
      });
    }
    return tensor;
  }

  /**
   * A copy of the numbers of a `TF_Tensor`: pairs for complex64, one byte for
   * each boolean.
   *
   * @throws {TypeError} for a dtype that tfjs has no array for.
   */
  readNumbers(
    tensor: Deno.PointerValue,
    dtype: number,
  ): Float32Array | Int32Array | Uint8Array | BigInt64Array {
    const { symbols } = this;
    const byteCount = symbols.TF_TensorByteSize(tensor);
    const bytes = new Uint8Array(Number(byteCount));
    if (bytes.length > 0) {
      symbols.copyFromNative(bytes, symbols.TF_TensorData(tensor), byteCount);
    }
    switch (dtype) {
      case DataType.FLOAT:
      case DataType.COMPLEX64:
        return new Float32Array(bytes.buffer);
      case DataType.INT32:
      case DataType.UINT32:
        return new Int32Array(bytes.buffer);
      case DataType.INT64:
        return new BigInt64Array(bytes.buffer);
      case DataType.BOOL:
      case DataType.UINT8:
      case DataType.RESOURCE:
        return bytes;
      default:
        throw new TypeError(`Cannot read a tensor of dtype number ${dtype}`);
    }
  }

  /** A copy of the strings of a `TF_Tensor`. */
  readStrings(tensor: Deno.PointerValue, count: number): Uint8Array[] {
    const data = this.symbols.TF_TensorData(tensor);
    return Array.from({ length: count }, (_, index) => {
      const string = stringAt(data!, index);
      const length = this.symbols.TF_StringGetSize(string);
      const bytes = new Uint8Array(Number(length));
      if (length > 0n) {
        this.symbols.copyFromNative(
          bytes,
          this.symbols.TF_StringGetDataPointer(string),
          length,
        );
      }
      return bytes;
    });
  }
}

function stringAt(data: Deno.PointerObject, index: number): Deno.PointerObject {
  return Deno.UnsafePointer.offset(data, index * STRING_BYTES)!;
}
