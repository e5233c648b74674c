import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { parsedJson } from "./parsed_json.ts";

test("a text has its value, and what is none of JSON has none", () => {
  assertEquals(parsedJson('{"a":[1,null]}'), { a: [1, null] });
  assertEquals(parsedJson("null"), null);
  for (const text of ["", '{"a":', "nothing", "\0\0"]) {
    assertEquals(parsedJson(text), undefined, text);
  }
});
