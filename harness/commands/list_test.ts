import { assert, assertEquals, assertGreater } from "@std/assert";
import { test } from "@std/testing/bdd";
import { SUITES } from "../../suites/mod.ts";
import { type LastVerdict, writeLastVerdict } from "../records/last_verdict.ts";
import { listText, suitesJson } from "./list.ts";
import { withFolder } from "../testing.ts";

const NOWHERE = { results: "/nowhere" };

test("the list for programs has every suite with its tiers", async () => {
  const suites = await suitesJson(NOWHERE);
  assertEquals(suites.map(({ id }) => id), SUITES.map(({ id }) => id));
  assertEquals(JSON.parse(JSON.stringify(suites)), suites);
  for (const { tiers } of suites) {
    assertEquals(tiers.map(({ tier }) => tier), ["smoke", "desk", "paper"]);
    for (const { runs } of tiers) assertGreater(runs, 0);
  }
});

test("the list for people fits 100 columns and says every claim", async () => {
  const lines = (await listText(NOWHERE)).split("\n");
  for (const line of lines) assert(line.length <= 100, line);
  const words = lines.map((line) => line.split(/[│├]/)[1] ?? "").join(" ")
    .replace(/\s+/g, " ");
  for (const { id, statement, source } of SUITES) {
    assert(words.includes(` ${id} ${statement} (${source}) `), id);
  }
});

test("suites and a tier may be chosen", async () => {
  const claims = SUITES.slice(1, 3);
  const asked = { ...NOWHERE, claims, tiers: ["desk"] } as const;
  const suites = await suitesJson(asked);
  assertEquals(suites.map(({ id }) => id), claims.map(({ id }) => id));
  assertEquals(suites.map(({ tiers }) => tiers.length), [1, 1]);
  const text = await listText(asked);
  assert(text.includes(claims[1]!.id) && !text.includes("smoke"), text);
});

test("the last verdict of a results folder is listed", async () => {
  await withFolder(async (results) => {
    const last: LastVerdict = {
      suite: SUITES[0]!.id,
      tier: "desk",
      engine: "cpu",
      outcome: "contradicted",
      gate: "failed",
      seeds: 1,
      seconds: 4000,
      at: "2026-01-31T01:02:03.456Z",
    };
    await writeLastVerdict(results, last);
    const [first, second] = await suitesJson({ results });
    assertEquals(first!.tiers.map(({ last }) => last), [
      ...[undefined, last, undefined],
    ]);
    assertEquals(second!.tiers.some(({ last }) => last !== undefined), false);
    const text = await listText({ results });
    assert(text.replace(/[│\s]+/g, " ").includes("2026-01-31"), text);
  });
});
