import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { jsonLine, jsonLines } from "./json_lines.ts";

/** The documents of a stream that arrives in these chunks. */
async function documentsIn(
  chunks: readonly (string | Uint8Array<ArrayBuffer>)[],
): Promise<unknown[]> {
  const bytes = chunks.map((chunk) =>
    typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk
  );
  return await Array.fromAsync(jsonLines(ReadableStream.from(bytes)));
}

test("each line is a document, however the bytes arrive", async () => {
  assertEquals(await documentsIn(['{"a":1}\n[2]\n', "3\n"]), [
    { a: 1 },
    [2],
    3,
  ]);
  assertEquals(await documentsIn(['{"a', '":', "1}", "\n"]), [{ a: 1 }]);
  assertEquals(await documentsIn([]), []);
});

test("a letter may be cut in two", async () => {
  const bytes = jsonLine("α");
  assertEquals(await documentsIn([bytes.slice(0, 2), bytes.slice(2)]), ["α"]);
});

test("a line that was not finished is dropped", async () => {
  assertEquals(await documentsIn(['1\n{"type":"fini']), [1]);
});

test("a line that is not JSON is an error", async () => {
  await assertRejects(() => documentsIn(["hello\n"]), SyntaxError);
});

test("a document with line breaks is one line", async () => {
  const document = { stack: "Error\n  at x\r\n" };
  assertEquals(await documentsIn([jsonLine(document)]), [document]);
});
