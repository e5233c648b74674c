/**
 * Tensors by name in one file: the layout of safetensors, which other programs
 * read, with a checksum among its metadata. 8 bytes with the length of a JSON
 * header, the header, the tensors' bytes; all little-endian.
 *
 * Source: https://github.com/huggingface/safetensors, "Format".
 *
 * @module
 */
import { createHash } from "node:crypto";

/** A tensor's values away from any engine. */
export interface HostTensor {
  /** Its shape; `[]` for a scalar. */
  readonly shape: readonly number[];
  /** Its values, row-major. */
  readonly values: HostValues;
}

/** Values of a tensor; bytes are booleans. */
export type HostValues = Float64Array | Float32Array | Int32Array | Uint8Array;

/** What a file holds. */
export interface TensorFile {
  /** Texts by name; "sha256" is taken. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Tensors by name. */
  readonly tensors: Readonly<Record<string, HostTensor>>;
}

/** Why bytes are not a tensor file. */
export class TensorFileError extends Error {
  override name = "TensorFileError";
}

/** How values are called in a file. */
const TYPES = {
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  BOOL: Uint8Array,
} as const;

const METADATA = "__metadata__";
/** Bytes before the header. */
const LENGTH_BYTES = 8;

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** The bytes of a file, in parts of which the first is the header. */
export function encodeTensorFile(
  { metadata, tensors }: TensorFile,
): Uint8Array[] {
  const data = Object.values(tensors).map(({ values }) => bytesOf(values));
  let offset = 0;
  const entries = Object.entries(tensors).map(([name, { shape, values }]) => {
    const from = offset;
    offset += values.byteLength;
    const dtype = typeOf(values);
    return [name, { dtype, shape, data_offsets: [from, offset] }];
  });
  const content = { [METADATA]: metadata, ...Object.fromEntries(entries) };
  const sha256 = digest(content, data);
  const header = new TextEncoder().encode(
    JSON.stringify({ ...content, [METADATA]: { ...metadata, sha256 } }),
  );
  const head = new Uint8Array(LENGTH_BYTES + header.length);
  new DataView(head.buffer).setBigUint64(0, BigInt(header.length), true);
  head.set(header, LENGTH_BYTES);
  return [head, ...data];
}

/**
 * What a file's bytes hold.
 *
 * @throws {TensorFileError} if they are damaged, or not such a file.
 */
export function decodeTensorFile(bytes: Uint8Array): TensorFile {
  const { header, data } = partsOf(bytes);
  const { [METADATA]: given, ...entries } = header;
  const { sha256, ...metadata } = (given ?? {}) as Record<string, string>;
  if (sha256 !== digest({ [METADATA]: metadata, ...entries }, [data])) {
    throw new TensorFileError("does not match its checksum");
  }
  const tensors = Object.entries(entries).map(([name, entry]) =>
    [name, tensorOf(entry as Entry, data)] as const
  );
  return { metadata, tensors: Object.fromEntries(tensors) };
}

function partsOf(
  bytes: Uint8Array,
): { header: Record<string, unknown>; data: Uint8Array } {
  if (bytes.length < LENGTH_BYTES) throw new TensorFileError("is cut short");
  const { buffer, byteOffset, byteLength } = bytes;
  const length = Number(
    new DataView(buffer, byteOffset, byteLength).getBigUint64(0, true),
  );
  const end = LENGTH_BYTES + length;
  if (end > bytes.length) throw new TensorFileError("is cut short");
  let header: unknown;
  try {
    header = JSON.parse(
      new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, end)),
    );
  } catch (error) {
    throw new TensorFileError(
      `has a header that is not JSON (${(error as Error).message})`,
    );
  }
  if (typeof header !== "object" || header === null) {
    throw new TensorFileError("has a header that is not a JSON object");
  }
  return {
    header: header as Record<string, unknown>,
    data: bytes.subarray(end),
  };
}

/** A copy of an entry's values, which may begin anywhere in the file. */
function tensorOf(
  { dtype, shape, data_offsets: [from, to] }: Entry,
  data: Uint8Array,
): HostTensor {
  const type = Object.entries(TYPES).find(([name]) => name === dtype)?.[1];
  const size = shape.reduce((product, length) => product * length, 1);
  if (
    type === undefined || from < 0 || to > data.length ||
    to - from !== size * type.BYTES_PER_ELEMENT
  ) {
    throw new TensorFileError(
      `has ${to - from} bytes for a tensor ${dtype} [${shape}]`,
    );
  }
  return { shape, values: new type(data.slice(from, to).buffer) };
}

function typeOf(values: HostValues): string {
  return Object.entries(TYPES).find(([, type]) => values instanceof type)![0];
}

function bytesOf(values: HostValues): Uint8Array {
  const { buffer, byteOffset, byteLength } = values;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Hex sha256 of a header without it, and of the data behind. */
function digest(header: object, data: readonly Uint8Array[]): string {
  const hash = createHash("sha256").update(JSON.stringify(header));
  for (const part of data) hash.update(part);
  return hash.digest("hex");
}
