import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { TIERS } from "../suite.ts";
import { cellId, gridOf, neStudy, settingsOf } from "./study.ts";

for (const tier of TIERS) {
  test(`${tier}: cells are unique and at α=1 plain SGD`, () => {
    const cells = neStudy.cells(tier);
    assertEquals(new Set(cells.map(({ id }) => id)).size, cells.length);
    for (const { id, settings } of cells) {
      assertEquals(
        /(^|C\d )α=1 /.test(id),
        (settings.method as { name: string }).name === "sgd",
      );
    }
  });

  test(`${tier}: both arms share the large batch at α=1`, () => {
    const { plain, enhanced } = gridOf(tier);
    assertEquals(plain.at(-1), enhanced[0]);
    assert(
      enhanced.every(({ batchSize }) => batchSize === plain.at(-1)!.batchSize),
    );
  });
}

test("C1 alone has a control below its grid, with ghost batches of its size", () => {
  assertEquals(
    (["F1", "C1", "C2"] as const).map((network) =>
      gridOf("paper", network).below.map(cellId)
    ),
    [[], ["C1 α=1 B=50"], []],
  );
  const ghosts = neStudy.cells("paper").filter(({ id }) => id.startsWith("C1"))
    .map((
      { id, settings },
    ) => [id, (settings.model as { ghostBatchSize: number }).ghostBatchSize]);
  assertEquals(
    ghosts.filter(([, size]) => size !== 100),
    [["C1 α=1 B=50", 50]],
  );
});

test("α up to 11 has the time to converge at the paper's size", () => {
  const epochs = (tier: "desk" | "paper") =>
    new Set(
      gridOf(tier).enhanced.filter(({ alpha }) => alpha > 3)
        .map((condition) => settingsOf(tier, condition).maxEpochs),
    );
  assertEquals([...epochs("paper")], [10_000]);
  assertEquals([...epochs("desk")], [1500]);
});

test("the paper tier is the paper's experiment", () => {
  const { plain, enhanced } = gridOf("paper");
  assertEquals(plain.length, 13);
  assertEquals(plain.map(cellId).slice(-2), ["α=1 B=3000", "α=1 B=5000"]);
  // α = 1, …, 11 of Figure 3; the α = 1.5 of Table 2 is a sweep.
  assertEquals(enhanced.map(({ alpha }) => alpha), [
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  ]);
  assertEquals(gridOf("paper").sweeps.map(({ alpha }) => alpha), [1, 1.5]);
  const ids = neStudy.cells("paper").map(({ id }) => id);
  assertEquals(ids.includes("α=1.5 B=5000"), true);
  const { settings } = neStudy.cells("paper")[0]!;
  assertEquals(settings.model, { network: "f1", width: 500 });
  assertEquals(settings.trainExamples, 60_000);
  assertEquals(settings.stopBelow, 0.001);
  assertEquals(neStudy.seeds("paper").length, 10);
});
