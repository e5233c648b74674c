import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { markup, trusted, visible } from "./html.ts";

test("text in a template is escaped, templates in it are not", () => {
  const inner = markup`<b>${"<i>"}</b>`;
  assertEquals(
    markup`<p title="${`"'`}">${inner}${["&", 2]}${undefined}</p>`.toString(),
    '<p title="&quot;&#39;"><b>&lt;i&gt;</b>&amp;2</p>',
  );
});

test("controls and marks of direction become visible", () => {
  assertEquals(
    visible("a\0\x1b[31m\u202Eb\u2066\n\tc\ud800"),
    "a\uFFFD\uFFFD[31m\uFFFDb\uFFFD\n\tc\uFFFD",
  );
  assertEquals(markup`${"\u202E"}`.toString(), "\uFFFD");
});

test("only what is called trusted passes", () => {
  assertEquals(markup`${trusted("<svg></svg>")}`.toString(), "<svg></svg>");
});
