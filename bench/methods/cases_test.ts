import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { partsOf } from "../../core/method_parts.ts";
import { NOTHING } from "./arithmetic.ts";
import { BASELINE, METHOD_CASES, PASSES } from "./cases.ts";
import { METHOD_WORKS, sizesOf } from "./works.ts";

const sizes = sizesOf(METHOD_WORKS[0]!);

test("each case has a name and a title of its own", () => {
  for (const key of ["id", "title"] as const) {
    const names = METHOD_CASES.map((methodCase) => methodCase[key]);
    assertEquals(names, [...new Set(names)]);
  }
});

test("plain SGD is the first, and adds nothing", () => {
  assertEquals(METHOD_CASES[0]!.id, BASELINE);
  for (const id of [BASELINE, PASSES]) {
    const { method, extra } = METHOD_CASES.find((one) => one.id === id)!;
    assertEquals(method(sizes).name, "SGD");
    assertEquals(extra(sizes), NOTHING);
  }
});

test("methods that move points make a pass for each worker", () => {
  for (const { id, method, inWorkersPasses = false } of METHOD_CASES) {
    const { point } = partsOf(method(sizes));
    assertEquals(inWorkersPasses, point !== undefined || id === PASSES, id);
    assertEquals(point?.workers ?? sizes.workers, sizes.workers);
  }
});

test("statistics are taken from the observed examples, or from all", () => {
  const examples = METHOD_CASES.flatMap(({ id, method }) =>
    partsOf(method(sizes)).gradient
      .filter(({ statistic }) => statistic !== "none")
      .map(({ statisticExamples }) => [id, statisticExamples])
  );
  assertEquals(examples, [
    ["diagonal-fisher", 128],
    ["diagonal-fisher-all", undefined],
    ["fisher-trace", 128],
    ["kfac", 128],
  ]);
});
