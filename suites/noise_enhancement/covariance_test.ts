import { assert, assertEquals } from "@std/assert";
import { beforeAll, test } from "@std/testing/bdd";
import { covariance } from "./covariance.ts";
import {
  contradictedBy,
  exactOutcomes,
  MUTANTS,
  type Outcomes,
  resultsOf,
  TRAINING,
} from "./exact_fixture.ts";

let sound: Outcomes;

beforeAll(async () => {
  sound = await exactOutcomes(TRAINING, covariance.cells("smoke"));
});

test("ne-covariance is reproduced on Fashion-MNIST", () => {
  const { outcome } = covariance.judge(resultsOf(sound));
  assertEquals(contradictedBy(covariance, sound), []);
  assertEquals(outcome, "reproduced");
});

/** A mutant, the cell that is run with it, beginnings of what it contradicts. */
const CAUGHT = [
  ["B'_t = B_t", "sampling", ["Eq. 10, sampled"]],
  ["α ignored", "enumeration", ["Eq. 10: "]],
  ["α ignored", "real-gradients", ["Eq. 10: "]],
  ["(α-1) for (1-α)", "enumeration", [
    "the noise has mean zero: ",
    "α and 1-α give the same distribution",
  ]],
  ["(α-1) for (1-α)", "sampling", [
    "the noise has mean zero, sampled",
    "B = N has no noise",
  ]],
  ["sums for means", "enumeration", ["Eq. 10: ", "the noise has mean zero: "]],
  ["disjoint for independent", "enumeration", ["Eq. 10: "]],
  ["disjoint for independent in the draws", "sampling", ["Eq. 10, sampled"]],
] as const;

for (const [mutant, cell, statements] of CAUGHT) {
  test(`${mutant} in ${cell} contradicts ${statements.join(", ")}`, async () => {
    const broken = await exactOutcomes(MUTANTS[mutant], [cell]);
    const found = contradictedBy(covariance, { ...sound, ...broken });
    for (const statement of statements) {
      assert(found.some((one) => one.startsWith(statement)), found.join("\n"));
    }
  });
}
