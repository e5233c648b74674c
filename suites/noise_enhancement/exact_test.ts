import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { beforeAll, test } from "@std/testing/bdd";
import { covariance } from "./covariance.ts";
import { effectiveBatch } from "./effective_batch.ts";
import { exact } from "./exact.ts";
import {
  contradictedBy,
  exactOutcomes,
  MUTANTS,
  type Outcomes,
  resultsOf,
  TRAINING,
} from "./exact_fixture.ts";
import { metricAt } from "./exact_study.ts";

let sound: Outcomes;

beforeAll(async () => {
  sound = await exactOutcomes(TRAINING, exact.cells("smoke"));
});

test("ne-exact is reproduced on Fashion-MNIST", () => {
  const { outcome } = exact.judge(resultsOf(sound));
  assertEquals(contradictedBy(exact, sound), []);
  assertEquals(outcome, "reproduced");
});

test("ne-exact finds all that the other exact claims find", () => {
  const [all, ...others] = [exact, covariance, effectiveBatch].map((claim) =>
    claim.judge(resultsOf(sound)).findings.map(({ statement }) => statement)
  );
  assertEquals(others.flat().filter((one) => !all!.includes(one)), []);
  assertEquals(new Set(all).size, all!.length);
});

test("every run finished with numbers that JSON can hold", () => {
  for (const { metrics, status, first } of Object.values(sound)) {
    assertEquals(status, "finished");
    const values = Object.values(metrics).map(({ value }) => value);
    assert(values.every((value) => Number.isFinite(value)));
    assertEquals(first, values.slice(0, 10));
  }
});

test("every printed or compared metric is measured", () => {
  for (const { metrics, margins } of [exact, covariance, effectiveBatch]) {
    for (const name of [...metrics, ...Object.keys(margins("smoke"))]) {
      const cells = Object.values(sound).filter(({ metrics }) =>
        name in metrics
      );
      assert(cells.length > 0, name);
    }
  }
});

/** α, skewness and excess kurtosis, as the paper's claims list them. */
const TABLE = [
  [1.5, 0.520, 0.328, 0.0005],
  [2, 0.280, 0.136, 0.0005],
  [3, 0.1124, 0.0442, 0.00005],
  [5, 0.0363, 0.01278, 0.00005],
  [10, 0.00827, 0.002793, 0.000005],
] as const;

for (const [alpha, skewness, kurtosis, halfDigit] of TABLE) {
  test(`α=${alpha}: the table's skewness and excess kurtosis`, () => {
    const { metrics } = sound["cumulants"]!;
    const valueOf = (name: string) => metrics[metricAt(name, alpha)]!.value;
    assertAlmostEquals(valueOf("skewness_ratio"), skewness, halfDigit);
    assertAlmostEquals(valueOf("kurtosis_ratio"), kurtosis, halfDigit);
  });
}

/** A mutant, the cell that is run with it, beginnings of what it contradicts. */
const CAUGHT = [
  ["α ignored", "cumulants", ["skewness", "excess kurtosis"]],
  ["(α-1) for (1-α)", "cumulants", ["κ₃"]],
  ["sums for means", "cumulants", ["κ₄"]],
  ["(α-1) for (1-α)", "equivalence", [
    "one pass",
    "1-α with the minibatches swapped",
  ]],
  ["sums for means", "equivalence", ["α = 1 is plain SGD"]],
] as const;

for (const [mutant, cell, statements] of CAUGHT) {
  test(`${mutant} in ${cell} contradicts ${statements.join(", ")}`, async () => {
    const broken = await exactOutcomes(MUTANTS[mutant], [cell]);
    const found = contradictedBy(exact, { ...sound, ...broken });
    for (const statement of statements) {
      assert(found.some((one) => one.startsWith(statement)), found.join("\n"));
    }
  });
}
