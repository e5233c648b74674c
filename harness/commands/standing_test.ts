import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { SUITES } from "../../suites/mod.ts";
import type { LastVerdict } from "../records/last_verdict.ts";
import {
  costText,
  lastText,
  recordedText,
  type Standing,
  standingOf,
} from "./standing.ts";
import {
  claimOn,
  claimWith,
  settingsWith,
  twiceTunedClaim,
} from "../testing.ts";

const BARE: Standing = { tier: "smoke", runs: 8, recorded: [] };
const RECORDED = { outcome: "reproduced", seeds: 4 } as const;
const LAST: LastVerdict = {
  suite: "made-up",
  tier: "smoke",
  engine: "webgpu",
  outcome: "inconclusive",
  gate: "passed",
  seeds: 4,
  seconds: 30,
  at: "2026-01-31T01:02:03.456Z",
};

test("what the repository holds of a suite", async () => {
  const [suite] = SUITES;
  const { recorded, ...rest } = await standingOf(suite!, {
    ...{ tier: "smoke", results: "/nowhere" },
  });
  // An exact suite has one seed.
  assertEquals(rest, { tier: "smoke", runs: suite!.cells("smoke").length });
  assertEquals(recorded[0]!.engine, "wasm");
  assertEquals(recorded[0]!.outcome, "reproduced");
});

test("what several tuned cells try is one run", async () => {
  const { runs } = await standingOf(twiceTunedClaim(), {
    ...{ tier: "desk", results: "/nowhere" },
  });
  // Three cells with three seeds, and two of the grid with two.
  assertEquals(runs, 9 + 4);
});

test("what several cells share is one run", async () => {
  const claim = claimOn({ a: settingsWith(1), b: settingsWith(1) });
  const { runs } = await standingOf(claim, {
    ...{ tier: "desk", results: "/nowhere" },
  });
  assertEquals(runs, 2);
});

test("nothing recorded, nothing run, nothing known", () => {
  const claim = claimWith();
  assertEquals(
    [costText(BARE), recordedText(claim, BARE), lastText(claim, BARE)],
    ["unknown", "nothing", "none"],
  );
});

test("a cost is what was measured, first of all for the record", () => {
  const recorded = [
    { ...RECORDED, engine: "wasm" },
    { ...RECORDED, engine: "cpu", seconds: 5400 },
  ] as const;
  assertEquals(costText({ ...BARE, recorded, last: LAST }), "2 h on cpu");
  assertEquals(costText({ ...BARE, last: LAST }), "30 s on webgpu");
});

test("engines that agree stand together, in the words of the tier", () => {
  const recorded = [
    { ...RECORDED, engine: "wasm" },
    { ...RECORDED, engine: "webgpu", outcome: "contradicted" },
    { ...RECORDED, engine: "cpu" },
  ] as const;
  const text = (exact: boolean) =>
    recordedText(claimWith({ exact }), { ...BARE, recorded });
  assertEquals(text(false), "as claimed: wasm, cpu; opposite: webgpu");
  assertEquals(text(true), "reproduced: wasm, cpu; contradicted: webgpu");
});

test("fewer seeds than a suite has are said", () => {
  const recorded = [
    { ...RECORDED, engine: "wasm", seeds: 3 },
    { ...RECORDED, engine: "tensorflow", seeds: 2 },
  ] as const;
  assertEquals(
    recordedText(claimWith(), { ...BARE, tier: "paper", recorded }),
    "reproduced: wasm; reproduced, 2 of 3 seeds: tensorflow",
  );
});

test("the last verdict comes with engine, gate and day", () => {
  assertEquals(
    lastText(claimWith(), { ...BARE, last: LAST }),
    "undecided on webgpu, gate passed, 2026-01-31",
  );
});
