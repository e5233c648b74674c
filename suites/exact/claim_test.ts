import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Study } from "../suite.ts";
import { exactClaim } from "./claim.ts";
import { metricsAre } from "./metric_cases.ts";
import { resultsOfOne } from "../testing.ts";

const study: Study = {
  id: "study",
  paper: "paper",
  title: "",
  cells: () =>
    ["a", "b"].map((id) => ({ id, settings: { kind: "k", datasets: [] } })),
  seeds: () => [0],
};

const OPTIONS = {
  ...{ id: "x", title: "", statement: "", source: "", contradictedBy: "" },
  study,
  identities: [metricsAre("m is 1", { cell: "a", metrics: { m: 1 } })],
  margins: { m: { absolute: 0 } },
};

function outcomeOf(m: number) {
  const run = { metrics: { m: { value: m, unit: "" } }, status: "finished" };
  const outcomes = { a: run, b: run } as never;
  return exactClaim(OPTIONS).judge(resultsOfOne("smoke", outcomes)).outcome;
}

test("an exact claim needs all cells of its study unless it names some", () => {
  assertEquals(exactClaim(OPTIONS).cells("smoke"), ["a", "b"]);
  const some = exactClaim({ ...OPTIONS, cells: ["b"] });
  assertEquals(some.cells("desk"), ["b"]);
});

test("an exact claim prints what it compares, at every tier", () => {
  const { exact, metrics, margins } = exactClaim(OPTIONS);
  assertEquals([exact, metrics, margins("paper")], [
    ...[true, ["m"], { m: { absolute: 0 } }],
  ]);
});

test("an exact claim is reproduced where its identities hold", () => {
  assertEquals([outcomeOf(1), outcomeOf(2)], ["reproduced", "contradicted"]);
});
