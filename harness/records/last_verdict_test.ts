import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { Breakdown } from "../../core/exit_code.ts";
import {
  type LastVerdict,
  lastVerdictOf,
  readLastVerdict,
  writeLastVerdict,
} from "./last_verdict.ts";
import {
  claimWith,
  planOf,
  recordsOf,
  verdictWith,
  withFolder,
} from "../testing.ts";

const VERDICT: LastVerdict = {
  suite: "made-up",
  tier: "desk",
  engine: "wasm",
  outcome: "reproduced",
  gate: "off",
  seeds: 3,
  seconds: 9,
  at: "2026-01-31T01:02:03.456Z",
};
const NAME = { suite: "made-up", tier: "desk" } as const;

test("what a call found is kept", async () => {
  const plan = planOf([claimWith()]);
  const [{ claim }] = plan.suites as [typeof plan.suites[number]];
  const report = { claim, cells: [], verdict: verdictWith() };
  const { at, ...found } = lastVerdictOf(report, {
    ...{ plan, records: recordsOf(plan), engine: "wasm" },
  });
  const { at: _, ...expected } = VERDICT;
  // Six runs of 1.5 s.
  assertEquals(found, expected);
  await withFolder(async (folder) => {
    await writeLastVerdict(folder, { ...found, at });
    assertEquals(await readLastVerdict(folder, NAME), { ...found, at });
  });
});

test("the latest of all engines counts, and replaces its own last one", async () => {
  await withFolder(async (folder) => {
    assertEquals(await readLastVerdict(folder, NAME), undefined);
    const later = { ...VERDICT, at: "2026-02-01T00:00:00.000Z" };
    for (
      const verdict of [
        { ...later, engine: "cpu" } as const,
        VERDICT,
        { ...later, outcome: "contradicted" } as const,
        { ...VERDICT, outcome: "inconclusive" } as const,
      ]
    ) await writeLastVerdict(folder, verdict);
    assertEquals((await readLastVerdict(folder, NAME))?.engine, "cpu");
    const other = { ...NAME, tier: "paper" } as const;
    assertEquals(await readLastVerdict(folder, other), undefined);
  });
});

test("a file that says anything else is ignored, and a line says so", async () => {
  await withFolder(async (folder) => {
    await writeLastVerdict(folder, VERDICT);
    const path = join(folder, "verdicts", "made-up.desk.wasm.json");
    const good = JSON.parse(await Deno.readTextFile(path));
    const texts = [
      "",
      "null",
      "[]",
      ...[
        { version: 2 },
        { suite: "../other" },
        { tier: "smoke" },
        { outcome: "<b>reproduced</b>" },
        { gate: undefined },
        { seeds: "3" },
        { seconds: null },
        { at: "2026-01-31T\x1b[2J" },
      ].map((parts) => JSON.stringify({ ...good, ...parts })),
    ];
    for (const text of texts) {
      await Deno.writeTextFile(path, text);
      const said: string[] = [];
      const found = await readLastVerdict(folder, {
        ...{ ...NAME, say: (line: string) => said.push(line) },
      });
      assertEquals([found, said.length], [undefined, 1]);
      assert(said[0]!.startsWith(`ignored ${path}: `), said[0]);
    }
  });
});

test("a folder that cannot be written to is a breakdown", async () => {
  await withFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    await assertRejects(() => writeLastVerdict(file, VERDICT), Breakdown, file);
  });
});
