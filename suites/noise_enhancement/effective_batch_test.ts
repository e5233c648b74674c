import { assert, assertEquals } from "@std/assert";
import { beforeAll, test } from "@std/testing/bdd";
import { effectiveBatch } from "./effective_batch.ts";
import {
  contradictedBy,
  exactOutcomes,
  MUTANTS,
  type Outcomes,
  resultsOf,
  TRAINING,
} from "./exact_fixture.ts";

const PAPER_SIZE = "N=60000 B=5000";

let sound: Outcomes;

beforeAll(async () => {
  sound = await exactOutcomes(TRAINING, effectiveBatch.cells("smoke"));
});

test("ne-effective-batch is reproduced on Fashion-MNIST", () => {
  const { outcome } = effectiveBatch.judge(resultsOf(sound));
  assertEquals(contradictedBy(effectiveBatch, sound), []);
  assertEquals(outcome, "reproduced");
});

/** A mutant, the cell that is run with it, beginnings of what it contradicts. */
const CAUGHT = [
  ["B'_t = B_t", "sampling", ["independent minibatches, sampled"]],
  ["α ignored", PAPER_SIZE, ["Eq. 11", "disjoint minibatches have the Cov of"]],
  ["(α-1) for (1-α)", PAPER_SIZE, ["disjoint minibatches have the Cov of"]],
  ["sums for means", PAPER_SIZE, ["independent minibatches have that"]],
  ["disjoint for independent", PAPER_SIZE, [
    "at N=60,000",
    "independent minibatches have that",
  ]],
  ["independent for disjoint in the draws", "sampling", [
    "disjoint minibatches, sampled",
  ]],
] as const;

for (const [mutant, cell, statements] of CAUGHT) {
  test(`${mutant} in ${cell} contradicts ${statements.join(", ")}`, async () => {
    const broken = await exactOutcomes(MUTANTS[mutant], [cell]);
    const found = contradictedBy(effectiveBatch, { ...sound, ...broken });
    for (const statement of statements) {
      assert(found.some((one) => one.startsWith(statement)), found.join("\n"));
    }
  });
}
