import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { computed, inUnit } from "./outcome.ts";

test("computed keeps the metrics and the first ten numbers", () => {
  const values = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [`metric_${i}`, i / 2]),
  );
  const outcome = computed(inUnit("ratio", values));
  assertEquals(outcome.status, "finished");
  assertEquals(outcome.steps, 0);
  assertEquals(outcome.metrics["metric_11"], { value: 5.5, unit: "ratio" });
  assertEquals(outcome.first, [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]);
});
