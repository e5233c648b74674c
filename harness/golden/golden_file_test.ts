import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { dirname, join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { goldenPath, readGolden, writeGolden } from "./golden_file.ts";
import type { GoldenName } from "./golden_form.ts";
import { claimWith, goldenOf, planOf, withFolder } from "../testing.ts";

const GOLDEN = goldenOf(planOf([claimWith()]));
const NAME: GoldenName = { suite: "made-up", tier: "desk", engine: "wasm" };

/** What is said of a golden file with this text. */
async function refusal(text: string): Promise<string> {
  let said = "";
  await withFolder(async (folder) => {
    const path = join(folder, goldenPath(NAME));
    await Deno.mkdir(dirname(path));
    await Deno.writeTextFile(path, text);
    const { message } = await assertRejects(
      () => readGolden(NAME, { folder }),
      UsageError,
    );
    assertStringIncludes(message, `Cannot use golden file ${path}: `);
    assertStringIncludes(message, "restore it from version control");
    said = message;
  });
  return said;
}

test("a golden file is read as it was written", async () => {
  await withFolder(async (folder) => {
    assertEquals(await readGolden(NAME, { folder }), undefined);
    const path = await writeGolden(GOLDEN, { folder });
    assertEquals(path, join(folder, "recorded", "made-up.desk.wasm.json"));
    assertEquals(await readGolden(NAME, { folder }), GOLDEN);
  });
});

test("a run is a line, so that a changed run is a changed line", async () => {
  await withFolder(async (folder) => {
    const linesOf = async (golden: typeof GOLDEN) =>
      (await Deno.readTextFile(await writeGolden(golden, { folder })))
        .split("\n");
    const before = await linesOf(GOLDEN);
    const [first, ...runs] = GOLDEN.runs;
    const after = await linesOf({
      ...GOLDEN,
      runs: [{ ...first!, steps: 7 }, ...runs],
    });
    assertEquals(after.length, before.length);
    const changed = before.flatMap((line, i) => line === after[i] ? [] : i);
    assertEquals(changed.length, 1);
    assertStringIncludes(before[changed[0]!]!, '{"cell":"a","seed":0,');
    assertEquals(before.at(-1), "");
  });
});

test("names are in order, whatever order they were found in", async () => {
  await withFolder(async (folder) => {
    const [first, ...runs] = GOLDEN.runs;
    const reversed = <T extends object>(members: T) =>
      Object.fromEntries(Object.entries(members).toReversed()) as T;
    const golden = {
      ...GOLDEN,
      engine: reversed(GOLDEN.engine),
      environments: GOLDEN.environments.map(reversed),
      runs: [{ ...first!, metrics: reversed(first!.metrics) }, ...runs],
    };
    const textOf = async (golden: typeof GOLDEN) =>
      await Deno.readTextFile(await writeGolden(golden, { folder }));
    assertEquals(await textOf(golden), await textOf(GOLDEN));
  });
});

test("a file of version 1 is read with its one environment for all", async () => {
  const { environments: [environment], commit: _, ...rest } = GOLDEN;
  await withFolder(async (folder) => {
    const path = join(folder, goldenPath(NAME));
    await Deno.mkdir(dirname(path));
    await Deno.writeTextFile(
      path,
      JSON.stringify({ ...rest, version: 1, environment }),
    );
    const { environments } = GOLDEN;
    assertEquals(await readGolden(NAME, { folder }), { ...rest, environments });
  });
});

test("what tuned cells chose is kept", async () => {
  const golden = { ...GOLDEN, chosen: { b: "b try 4", a: "a try 1" } };
  await withFolder(async (folder) => {
    await writeGolden(golden, { folder });
    assertEquals(await readGolden(NAME, { folder }), golden);
  });
});

test("reasons and cells may be called anything", async () => {
  const text = 'quotes ", braces }\n} and $& "runs": [';
  const golden = {
    ...GOLDEN,
    reason: text,
    runs: GOLDEN.runs.map((run) => ({ ...run, cell: text })),
  };
  await withFolder(async (folder) => {
    await writeGolden(golden, { folder });
    assertEquals(await readGolden(NAME, { folder }), golden);
  });
});

test("a text that is not JSON is refused", async () => {
  const text = JSON.stringify(GOLDEN);
  for (const damaged of ["", text.slice(0, 200), `<<<<<<< HEAD\n${text}`]) {
    assertStringIncludes(await refusal(damaged), "it is not JSON");
  }
});

test("another version is refused by its number", async () => {
  assertStringIncludes(
    await refusal(JSON.stringify({ ...GOLDEN, version: 3 })),
    "it is of version 3, this program reads version 2",
  );
  for (const text of ["null", "[]", "{}", '{"version": "1"}']) {
    assertStringIncludes(await refusal(text), "it names no version");
  }
});

test("results of something else are refused", async () => {
  for (
    const parts of [
      { suite: "other" },
      { tier: "paper" },
      { engine: { engine: "cpu" } },
      { engine: undefined },
    ]
  ) {
    assertStringIncludes(
      await refusal(JSON.stringify({ ...GOLDEN, ...parts })),
      "it does not hold the results that its name says",
    );
  }
});

test("a damaged head is refused", async () => {
  for (
    const parts of [
      { outcome: "perfect" },
      { outcome: undefined },
      { numerics: "1" },
      { reason: 1 },
      { accepted: null },
      { commit: 1 },
      { note: 1 },
      { seconds: "1" },
      { seeds: 2 },
      { seeds: [0.5] },
      { chosen: ["x"] },
      { chosen: { b: 1 } },
      { chosen: null },
      { findings: {} },
      { findings: [{ statement: "a", numbers: 1, outcome: "reproduced" }] },
      { findings: [{ statement: "a", numbers: "1", outcome: "perfect" }] },
      { units: { accuracy: 1 } },
      { environments: [] },
      { environments: {} },
      { environments: [null] },
    ]
  ) {
    assertStringIncludes(
      await refusal(JSON.stringify({ ...GOLDEN, ...parts })),
      "its head is damaged",
    );
  }
});

test("a damaged list of runs is refused", async () => {
  const [run] = GOLDEN.runs;
  for (
    const runs of [
      undefined,
      {},
      [null],
      [[]],
      [{}],
      [run, { ...run, first: null }],
      [{ ...run, first: ["2"] }],
      [{ ...run, metrics: null }],
      [{ ...run, metrics: { accuracy: "80" } }],
      [{ ...run, seed: "0" }],
      [{ ...run, seed: -1 }],
      [{ ...run, steps: 0.5 }],
      [{ ...run, status: "exploded" }],
      [{ ...run, chain: 1 }],
      [{ ...run, environment: 1 }],
      [{ ...run, environment: -1 }],
    ]
  ) {
    assertStringIncludes(
      await refusal(JSON.stringify({ ...GOLDEN, runs })),
      "its list of runs is damaged",
    );
  }
});

test("what cannot be read is refused", async () => {
  await withFolder(async (folder) => {
    await Deno.mkdir(join(folder, goldenPath(NAME)), { recursive: true });
    await assertRejects(
      () => readGolden(NAME, { folder }),
      UsageError,
      "Is a directory",
    );
  });
});
