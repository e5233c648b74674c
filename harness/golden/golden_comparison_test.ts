import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { compareGolden, type Present } from "./golden_comparison.ts";
import { claimWith, goldenOf, planOf } from "../testing.ts";

const CLAIM = claimWith();
const GOLDEN = goldenOf(planOf([CLAIM]));

function compare(
  present: Partial<Present> = {},
  recorded: typeof GOLDEN | undefined = GOLDEN,
) {
  return compareGolden(recorded, {
    ...{ claim: CLAIM, tier: "desk", engine: GOLDEN.engine, missing: 0 },
    ...{ numerics: GOLDEN.numerics, runs: GOLDEN.runs, outcome: "reproduced" },
    ...present,
  });
}

/** Present runs, that of cell "b" and seed 1 with other parts. */
function runsWith(parts: Partial<typeof GOLDEN.runs[number]>) {
  return GOLDEN.runs.map((run) =>
    run.cell === "b" && run.seed === 1 ? { ...run, ...parts } : run
  );
}

test("the same runs are said to be the same", () => {
  assertEquals(compare(), {
    same: true,
    text: [
      "made-up, desk tier on wasm",
      "  recorded: reproduced (desk), 6 runs, accepted 2026-01-31 at c0ffeec0ff: a test",
      "  present: reproduced (desk), 6 runs",
      "  6 runs have the recorded bits",
    ].join("\n"),
  });
});

test("a verdict without findings comes with the reason", () => {
  const { text } = compare({ note: "for runs diverged" });
  assertEquals(text.split("\n").slice(2, 4), [
    "  present: reproduced (desk), 6 runs",
    "    for runs diverged",
  ]);
});

test("a number that differs is a row with both means", () => {
  const { same, text } = compare({
    runs: runsWith({ metrics: { accuracy: 83, time: 100 } }),
  });
  assert(!same);
  const rows = text.split("\n").filter((line) => line.includes("│ b"));
  assertEquals(rows, [
    "│ b    │ accuracy │ 80 ± 0.0 │ 81 ± 1.7 │ 1 of 3           │",
  ]);
  assert(!text.includes("│ a  "));
});

test("lists and hashes are only said to differ", () => {
  const { text } = compare({
    runs: runsWith({ first: [1, 2], chain: "decaf" }),
  });
  const rows = text.split("\n").filter((line) => line.includes("│ b"));
  assertEquals(rows.map((row) => row.replaceAll(/ +/g, " ")), [
    "│ b │ first numbers │ │ │ 1 of 3 │",
    "│ b │ parameters │ │ │ 1 of 3 │",
  ]);
});

test("how runs ended is counted, and so is what does not exist", () => {
  const { text } = compare({
    runs: runsWith({
      status: "diverged",
      metrics: { accuracy: null, time: 100 },
    }),
  });
  assertStringIncludes(text, "│ 3 converged │ 2 converged, 1 diverged │");
  assertStringIncludes(text.replaceAll(/ +/g, " "), "│ 80 ± 0.0, 1 without │");
});

test("every number of a run that is not recorded is shown", () => {
  const seven = { ...GOLDEN.runs[0]!, seed: 7 };
  const { same, text } = compare({ runs: [...GOLDEN.runs, seven] });
  assert(!same);
  assertEquals(
    text.split("\n").filter((line) => line.includes("│ a  ")).length,
    ["status", "updates", "accuracy", "time", "first", "parameters"].length,
  );
});

test("with nothing recorded all is new", () => {
  const { same, text } = compareGolden(undefined, {
    ...{ claim: CLAIM, tier: "desk", engine: GOLDEN.engine, missing: 0 },
    ...{ numerics: 1, runs: GOLDEN.runs, outcome: "reproduced" },
  });
  assert(!same);
  assertStringIncludes(text, "  recorded: nothing\n");
  assertStringIncludes(text, "3 of 3");
});

test("with a damaged file recorded all is new too, and that is said", () => {
  const { same, text } = compareGolden("unreadable", {
    ...{ claim: CLAIM, tier: "desk", engine: GOLDEN.engine, missing: 0 },
    ...{ numerics: 1, runs: GOLDEN.runs, outcome: "reproduced" },
  });
  assert(!same);
  assertStringIncludes(text, "  recorded: nothing that can be read\n");
  assertStringIncludes(text, "3 of 3");
});

test("other verdicts, builds, numbers of runs are differences", () => {
  for (
    const [present, said] of [
      [{ outcome: "contradicted" }, "present: contradicted (desk)"],
      [
        { engine: { engine: "wasm", backend: "0.0.1" } },
        "backend: recorded 0.0.0, present 0.0.1",
      ],
      [
        { engine: { ...GOLDEN.engine, simd: "128" } },
        "simd: recorded none, present 128",
      ],
      [
        { numerics: GOLDEN.numerics + 1 },
        `version of the numerics: recorded ${GOLDEN.numerics}, present ${
          GOLDEN.numerics + 1
        }`,
      ],
      [{ chosen: { b: "x" } }, "b: recorded none, present x"],
      [
        { runs: GOLDEN.runs.slice(1), missing: 1 },
        "recorded, but not there now: 1 run",
      ],
    ] as const
  ) {
    const { same, text } = compare(present as Partial<Present>);
    assert(!same, said);
    assertStringIncludes(text, said);
  }
});

test("while runs are missing there is no verdict", () => {
  const { claim, tier, engine, numerics, runs } = {
    ...GOLDEN,
    claim: CLAIM,
  };
  const { same, text } = compareGolden(GOLDEN, {
    ...{ claim, tier, engine, numerics, runs: runs.slice(2), missing: 2 },
  });
  assert(!same);
  assertStringIncludes(text, "present: no verdict, 4 runs, 2 not finished");
});

test("the text is not wider than 100 columns", () => {
  const { text } = compare(
    { runs: runsWith({ status: "diverged", first: [1], chain: "x" }) },
    { ...GOLDEN, reason: "a reason that goes on and on ".repeat(10) },
  );
  for (const line of text.split("\n")) assert(line.length <= 100, line);
});

test("with seeds asked for, the others and the verdict do not count", () => {
  const runs = GOLDEN.runs.filter(({ seed }) => seed < 2);
  const asked = { runs, seeds: [0, 1], outcome: "inconclusive" } as const;
  assertEquals(compare({ ...asked, partial: true }).same, true);
  assertEquals(compare(asked).same, false);
  const one = runs.filter(({ seed }) => seed === 0);
  assertEquals(compare({ ...asked, runs: one, partial: true }).same, false);
});

test("other measurements along the way differ, unless older files have none", () => {
  const { same, text } = compare({ runs: runsWith({ series: "feed" }) });
  assert(!same);
  assertStringIncludes(text, "measured along the way");
  const runs = GOLDEN.runs.map(({ series: _, ...run }) => run);
  assertEquals(compare({}, { ...GOLDEN, runs }).same, true);
});

test("a finding with other numbers is a difference", () => {
  const finding = (numbers: string) =>
    [{ statement: "x > y", numbers, outcome: "reproduced" }] as const;
  const { same, text } = compare(
    { findings: finding("1") },
    { ...GOLDEN, findings: finding("2") },
  );
  assert(!same);
  assertStringIncludes(text, "  x > y: 1; recorded: 2");
  const recorded = { ...GOLDEN, findings: finding("1") };
  assertEquals(compare({ findings: finding("1") }, recorded).same, true);
  const [first] = finding("1");
  const other = [{ ...first, outcome: "inconclusive" }] as const;
  assertStringIncludes(
    compare({ findings: other }, recorded).text,
    "  x > y: inconclusive; recorded: reproduced",
  );
});
