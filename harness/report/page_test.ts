import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { claimWith } from "../testing.ts";
import { page, type Report } from "./page.ts";
import { claimResults, EVIL, resultWith } from "./testing.ts";

const REPORT: Report = {
  claims: [claimResults([resultWith()])],
  runs: 6,
  now: new Date("2026-01-31T23:59:00Z"),
  tables: [],
  problems: [],
};

function textOf(parts: Partial<Report> = {}): Promise<string> {
  return page({ ...REPORT, ...parts }, { onSection: () => {} });
}

test("the page is whole: nothing in it is fetched or run", async () => {
  const text = await textOf();
  assert(text.startsWith("<!DOCTYPE html>\n<html lang="));
  assert(text.endsWith("</html>\n"));
  assertEquals(
    text.match(/<(script|link|img|iframe)|@import|url\(|https?:/g),
    null,
  );
  assertStringIncludes(text, `content="default-src &#39;none&#39;;`);
});

test("it says what it is made of, and when", async () => {
  const text = await textOf();
  assertStringIncludes(text, "1 claim of 1 paper, judged on 6 runs");
  assertStringIncludes(text, "on 2026-01-31.");
});

test("it says what each kind of bar is", async () => {
  const text = await textOf();
  assertStringIncludes(text, "A short line through the point, or a band");
  assertStringIncludes(text, "pale bar reaches from zero to the mean");
});

test("tables beside it are linked", async () => {
  const text = await textOf({
    tables: [{ name: "results.csv", href: "./results.csv" }],
  });
  assertStringIncludes(text, '<a href="./results.csv">results.csv</a>');
  assert(!(await textOf()).includes("Every metric of every run"));
});

test("files that could not be used are listed", async () => {
  const text = await textOf({ problems: [`runs/${EVIL} is damaged`] });
  assertStringIncludes(text, "<summary>1 file left out</summary>");
  assert(!text.includes("<script"));
});

test("claims stand under their papers, and progress is told", async () => {
  const study = { ...claimWith().study, paper: "fisher_noise" };
  const other = claimWith({ id: "other", study });
  const told: string[] = [];
  const text = await page({
    ...REPORT,
    claims: [...REPORT.claims, claimResults([], { claim: other })],
  }, { onSection: (drawn, all) => told.push(`${drawn} of ${all}`) });
  assertEquals(told, ["0 of 2", "1 of 2"]);
  assert(text.indexOf("<h2>Fisher noise</h2>") > text.indexOf("<h2>None</h2>"));
});
