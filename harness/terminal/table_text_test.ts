import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { tableText } from "./table_text.ts";

const head = ["name", "what"];

test("a table that fits is as wide as its texts", () => {
  assertEquals(
    tableText([["a", "two\nlines"], ["b", ""]], { head }),
    [
      "┌──────┬───────┐",
      "│ name │ what  │",
      "├──────┼───────┤",
      "│ a    │ two   │",
      "│      │ lines │",
      "│ b    │       │",
      "└──────┴───────┘",
    ].join("\n"),
  );
});

test("a table that does not is made to, at spaces", () => {
  const text = "the quick brown fox jumps over the lazy dog";
  for (let width = 20; width <= 60; width++) {
    const lines = tableText([["a row", text]], { head, width }).split("\n");
    for (const line of lines) assert(line.length <= width, line);
    const words = lines.map((line) => line.split("│")[2] ?? "").join(" ");
    assertEquals(words.split(/\s+/).filter((word) => word !== ""), [
      ...["what", ...text.split(" ")],
    ]);
  }
});

test("what a row is called is not broken, nor is any word", () => {
  const lines = tableText([["a row of some name", "word-without-end"]], {
    ...{ head, width: 20 },
  }).split("\n");
  assert(lines[3]!.includes("│ a row of some name │ word-without-end │"));
});

test("colours take no room", () => {
  const painted = tableText([["a", "\x1b[32mgood\x1b[39m"]], { head });
  const plain = tableText([["a", "good"]], { head });
  assertEquals(
    painted.replace("\x1b[32m", "").replace("\x1b[39m", ""),
    plain,
  );
});

test("equal neighbours are merged on demand", () => {
  const rows = [["a", "1"], ["a", "2"], ["b", "3"], ["a", "4"]];
  assertEquals(tableText(rows, { head, merged: true }).split("\n").slice(3), [
    "│ a    │ 1    │",
    "│      ├──────┤",
    "│      │ 2    │",
    "├──────┼──────┤",
    "│ b    │ 3    │",
    "├──────┼──────┤",
    "│ a    │ 4    │",
    "└──────┴──────┘",
  ]);
});
