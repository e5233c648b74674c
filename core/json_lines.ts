/**
 * The JSON documents of a stream that holds one a line. A last line without an
 * end is what a process that died had begun to write, and is dropped.
 */
export async function* jsonLines<T>(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<T> {
  let begun = "";
  for await (const text of bytes.pipeThrough(new TextDecoderStream())) {
    const lines = `${begun}${text}`.split("\n");
    begun = lines.pop()!;
    for (const line of lines) yield JSON.parse(line) as T;
  }
}

/** A document as the bytes of one line. */
export function jsonLine(document: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(document)}\n`);
}
