import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { resultsWith } from "../testing.ts";
import { largeBatchSameAlpha } from "./large_batch_same_alpha.ts";

test("asks for α = 1 and α = 3 at the largest batch", () => {
  assertEquals(largeBatchSameAlpha.cells("paper"), [
    "α=1 B=5000",
    "α=3 B=5000",
  ]);
});

for (
  const [enhanced, outcome] of [
    [[82, 83.1, 84], "reproduced"],
    [[80, 80.9, 82], "contradicted"],
    [[82, 81, 83], "inconclusive"],
  ] as const
) {
  test(`${enhanced} against 81, 82, 83 is ${outcome}`, () => {
    const judgement = largeBatchSameAlpha.judge(resultsWith("smoke", {
      test_accuracy: { "α=1 B=250": [81, 82, 83], "α=3 B=250": enhanced },
    }));
    assertEquals(judgement.outcome, outcome);
  });
}
