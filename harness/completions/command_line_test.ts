import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { wordsOffer } from "./command_line.ts";
import { OFFERS } from "./testing.ts";

test("the options of a help text, with what may follow them", () => {
  assertEquals(OFFERS.options, [
    {
      text: "--tier",
      meaning: "how much: [smoke]",
      value: wordsOffer(["smoke", "desk", "paper"]),
    },
    { text: "--seeds", meaning: "which ones", value: { words: [] } },
    {
      text: "--data-dir",
      meaning: `where "it's"`,
      value: { paths: "folders" },
    },
    { text: "--summary", meaning: "what", value: { paths: "files" } },
    { text: "--no-gate", meaning: "not" },
  ]);
});

test("the commands of its usage, with what may follow them", () => {
  assertEquals(
    OFFERS.commands.map(({ text, next }) => [text, next]),
    [
      ["list", { words: [] }],
      ["show", { words: OFFERS.suites }],
      ["open", { paths: "folders" }],
      ["completions", wordsOffer(["bash", "zsh", "fish"])],
    ],
  );
});
