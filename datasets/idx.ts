/**
 * The IDX file format of MNIST: two zero bytes, a type code, the number of
 * dimensions, each dimension as a big-endian 32-bit integer, then the data.
 *
 * Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits".
 *
 * @module
 */
import { UsageError } from "../core/usage_error.ts";

const UNSIGNED_BYTE = 0x08;

/** An array of bytes of any number of dimensions, row-major. */
export interface IdxArray {
  /** Length of each dimension. */
  readonly shape: readonly number[];
  /** The elements; a view of the parsed file, not a copy. */
  readonly data: Uint8Array;
}

/**
 * Parses an IDX file of unsigned bytes.
 *
 * @param options.name What error messages call the file.
 * @param options.rank Number of dimensions it must have: 3 for images
 * `[count, height, width]`, 1 for labels `[count]`.
 * @throws {UsageError} if it is no such file, or shorter or longer than its
 * header says.
 */
export function parseIdx(
  file: Uint8Array,
  { name, rank }: { name: string; rank: number },
): IdxArray {
  const refuse = (expected: string, found: string) =>
    new UsageError(
      `Cannot parse ${name} as IDX: expected ${expected}, found ${found}`,
    );
  const headerBytes = 4 + 4 * rank;
  if (file.length < headerBytes) {
    throw refuse(`a header of ${headerBytes} bytes`, `${file.length} bytes`);
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const magic = view.getUint32(0);
  if (magic >>> 16 !== 0) {
    throw refuse("two zero bytes at the start", `magic number ${hex(magic)}`);
  }
  const type = (magic >>> 8) & 0xff;
  if (type !== UNSIGNED_BYTE) {
    throw refuse("type code 0x08 (unsigned byte)", hex(type, 2));
  }
  const foundRank = magic & 0xff;
  if (foundRank !== rank) throw refuse(`${rank} dimensions`, `${foundRank}`);
  const shape = Array.from(
    { length: rank },
    (_, i) => view.getUint32(4 + 4 * i),
  );
  if (shape.includes(0)) throw refuse("no empty dimension", `[${shape}]`);
  const dataBytes = shape.reduce((product, length) => product * length, 1);
  const data = file.subarray(headerBytes);
  if (data.length !== dataBytes) {
    throw refuse(
      `${dataBytes} bytes of data for shape [${shape}]`,
      `${data.length}`,
    );
  }
  return { shape, data };
}

function hex(value: number, digits = 8): string {
  return `0x${value.toString(16).padStart(digits, "0")}`;
}
