import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";

/** The JSON documents of a stream that holds one a line. */
export async function* jsonLines<T>(
  bytes: ReadableStream<Uint8Array>,
): AsyncGenerator<T> {
  const input = Readable.fromWeb(
    bytes as unknown as NodeReadableStream<Uint8Array>,
  );
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    yield JSON.parse(line) as T;
  }
}

/** A document as the bytes of one line. */
export function jsonLine(document: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(document)}\n`);
}
