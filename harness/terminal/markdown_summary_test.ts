import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { markdownSummary } from "./markdown_summary.ts";
import { claimWith, planOf, recordsOf, verdictWith } from "../testing.ts";

const claim = claimWith();
const plan = planOf([claim]);
const [record] = [...recordsOf(plan).values()];
const environment = {
  ...record!.environment,
  device: "abacus",
  host: {
    os: "linux 6",
    memoryGib: 8,
    instructionSet: null,
    gpus: [{ name: "NVIDIA H200", driver: "550.54", memory: "143771 MiB" }],
    commit: "0123456789abcdef",
    dirty: true,
  },
};
const PASSED = { status: "passed", summary: "", problems: [] } as const;
const report = { claim, cells: [], verdict: verdictWith(), gate: PASSED };
const RESULT = { plan, reports: [report], failures: [], environment };
const GOING_ON = { interrupted: false };

test("a row for each suite, and the machine", () => {
  assertEquals(
    markdownSummary(RESULT, GOING_ON),
    `## Claims at the desk tier on wasm

| suite | claim | verdict | gate |
| --- | --- | --- | --- |
| \`made-up\` | A claim made up for a test | reproduced \\(desk\\) | passed |

abacus; none, 1 cores; NVIDIA H200, driver 550.54; deno 0.0.0; commit 0123456789 with changes
`,
  );
});

test("without the gate, and on a machine that nobody described", () => {
  const { gate: _, ...ungated } = report;
  const { host: _host, device: _device, ...bare } = environment;
  const text = markdownSummary(
    { ...RESULT, reports: [ungated], environment: bare },
    GOING_ON,
  );
  assertStringIncludes(text, " | off |");
  assertStringIncludes(text, "\nnone, 1 cores; deno 0.0.0\n");
});

test("what the gate found is listed, up to a point", () => {
  const problems = Array.from({ length: 25 }, (_, i) => `problem ${i}`);
  const gate = { status: "failed", summary: "", problems } as const;
  const text = markdownSummary(
    { ...RESULT, reports: [{ ...report, gate }] },
    GOING_ON,
  );
  assertStringIncludes(text, "| **failed** |");
  assertStringIncludes(
    text,
    "\n**The gate on `made-up` failed:**\n\n- problem 0\n",
  );
  assertStringIncludes(text, "- problem 19\n- and 5 more\n");
  assert(!text.includes("problem 20"));
});

test("runs that failed, suites without a verdict, an interruption", () => {
  const text = markdownSummary(
    { ...RESULT, reports: [], failures: plan.runs.slice(0, 2) },
    { interrupted: true },
  );
  assertStringIncludes(text, "\n**Interrupted.**\n");
  assertStringIncludes(text, "\n**No verdict** on `made-up`.\n");
  assertStringIncludes(
    text,
    "\n**2 runs failed:**\n\n- a seed 0\n- b seed 0\n",
  );
});

test("nothing in a text is taken for Markdown or HTML", () => {
  const problems = ["a | b\n<img src=x> *c* `d` [e](f)"];
  const gate = { status: "failed", summary: "", problems } as const;
  assertStringIncludes(
    markdownSummary({ ...RESULT, reports: [{ ...report, gate }] }, GOING_ON),
    "- a \\| b \\<img src=x\\> \\*c\\* \\`d\\` \\[e\\]\\(f\\)\n",
  );
});
