import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { lastLines } from "./last_lines.ts";

function streamOf(parts: readonly string[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(parts).pipeThrough(new TextEncoderStream());
}

test("the last lines that are not empty are kept, and all are passed on", async () => {
  const parts = ["one\ntw", "o\n\n  thr", "ee  \r\n \nfour"];
  let heard = "";
  const last = await lastLines(streamOf(parts), {
    lines: 3,
    onText: (text) => heard += new TextDecoder().decode(text),
  });
  assertEquals(last, ["two", "three", "four"]);
  assertEquals(heard, parts.join(""));
  assertEquals(await lastLines(streamOf([])), []);
});

test("where an error was thrown is left out", async () => {
  const parts = [
    "error: late\n    at f (a.ts:1:2)\n  at listOnTimeout\nattic\n",
  ];
  assertEquals(await lastLines(streamOf(parts)), ["error: late", "attic"]);
});

test("much is cut to little", async () => {
  const parts = Array.from(
    { length: 1000 },
    (_, i) => `${i} ${"x".repeat(99)}`,
  );
  const last = await lastLines(streamOf([...parts, "\n", "y".repeat(1e6)]), {
    lines: 2,
    columns: 10,
  });
  assertEquals(last, ["y".repeat(10)]);
});
