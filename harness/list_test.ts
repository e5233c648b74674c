import { assert, assertEquals, assertGreater } from "@std/assert";
import { test } from "@std/testing/bdd";
import { SUITES } from "../suites/mod.ts";
import { listText, suitesJson } from "./list.ts";

test("the list for programs has every suite with its runs per tier", () => {
  const suites = suitesJson();
  assertEquals(suites.map(({ id }) => id), SUITES.map(({ id }) => id));
  assertEquals(JSON.parse(JSON.stringify(suites)), suites);
  for (const { runs } of suites) {
    assertEquals(Object.keys(runs), ["smoke", "desk", "paper"]);
    for (const count of Object.values(runs)) assertGreater(count, 0);
  }
});

test("the list for people fits 100 columns and says every claim", () => {
  const lines = listText().split("\n");
  for (const line of lines) assert(line.length <= 100, line);
  const words = lines.map((line) => line.split("│")[2] ?? "").join(" ")
    .replace(/\s+/g, " ");
  for (const { id, statement } of SUITES) {
    assert(lines.some((line) => line.includes(` ${id} `)), id);
    assert(words.includes(statement), statement);
  }
});
