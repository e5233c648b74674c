import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { shellWords } from "./shell_words.ts";

for (
  const [line, words] of [
    ["", []],
    ["  -A x  --mem=8G ", ["-A", "x", "--mem=8G"]],
    [`--comment="a b"`, ["--comment=a b"]],
    [`'a "b"'c "d 'e'" ""`, [`a "b"c`, "d 'e'", ""]],
    [String.raw`a\ b \"c "\"d\\ \e" '\'`, ["a b", '"c', '"d\\ \\e', "\\"]],
    ["$HOME `x` αβ", ["$HOME", "`x`", "αβ"]],
    [`--comment="a b`, undefined],
    ["it's", undefined],
    ["a\\", undefined],
  ] as const
) {
  test(`${JSON.stringify(line)} is split as by a shell`, () => {
    assertEquals(shellWords(line), words === undefined ? words : [...words]);
  });
}
