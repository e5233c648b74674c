/**
 * The last lines of a stream with anything but spaces in them, and but places
 * of a stack ("at …"), read to its end and each cut to `columns`. `onText` is
 * told all of it meanwhile.
 */
export async function lastLines(
  bytes: ReadableStream<Uint8Array>,
  { lines = 4, columns = 200, onText = () => {} }: {
    lines?: number;
    columns?: number;
    onText?: (text: Uint8Array) => void;
  } = {},
): Promise<string[]> {
  const decoder = new TextDecoder();
  const longest = lines * 10 * columns;
  let end = "";
  for await (const part of bytes) {
    onText(part);
    end = (end + decoder.decode(part, { stream: true })).slice(-longest);
  }
  return end.split("\n")
    .map((line) => line.trim().slice(0, columns))
    // Where an error was thrown says less than what it said.
    .filter((line) => line !== "" && !/^at\s/.test(line))
    .slice(-lines);
}
