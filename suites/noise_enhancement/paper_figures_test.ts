import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { nePaperFigures } from "./paper_figures.ts";

/** Two rows of the paper's Table 3 and one of another network. */
const TABLE_3 = [
  { network: "F1", alpha: "1", batch_size: "900", value: "90.17", sd: "0.14" },
  { network: "F1", alpha: "3", batch_size: "5000", value: "90.35", sd: "0.05" },
  { network: "C1", alpha: "1", batch_size: "100", value: "88.05", sd: "0.18" },
].map((row) => ({ ...row, quantity: "best_test_accuracy", n: "10" }));

test("at the paper tier each figure stands at its own cell", () => {
  assertEquals(
    nePaperFigures("paper", TABLE_3).map(({ cell, value }) => [cell, value]),
    [["α=1 B=900", 90.17], ["α=3 B=5000", 90.35], ["C1 α=1 B=100", 88.05]],
  );
});

test("at a reduced tier the nearest fraction of the largest batch stands in", () => {
  // 900 of 5,000 is 0.18: nearest are 100 of 500 and 50 of 250.
  assertEquals(
    nePaperFigures("desk", TABLE_3).map(({ cell, paperCell }) => [
      cell,
      paperCell,
    ]),
    [["α=1 B=100", "α=1 B=900"], ["α=3 B=500", "α=3 B=5000"]],
  );
  assertEquals(
    nePaperFigures("smoke", TABLE_3).map(({ cell }) => cell),
    ["α=1 B=50", "α=3 B=250"],
  );
});
