import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { METHOD_CASES } from "./cases.ts";
import { methodLines, type MethodsMeasurement } from "./measure.ts";
import { methodsJson, methodsText, titleOf } from "./report.ts";
import { METHOD_WORKS, withWorkers } from "./works.ts";

const [work, , resnet] = METHOD_WORKS;
const round = {
  ...{ "sgd": 40, "diagonal-fisher": 50 },
  ...{ "normal numbers": 6, "uniform numbers": 3 },
};
const measurement: MethodsMeasurement = {
  work: work!,
  cases: METHOD_CASES.filter(({ id }) => id in round),
  rounds: [round, { ...round, "diagonal-fisher": 60 }, round],
};

test("a table with a line for each method", () => {
  const text = methodsText(measurement);
  assertMatch(
    text,
    /^F1, Adam, B=1024, 4 workers, statistics of 128 examples: medians \(quartiles\) of 3 rounds of 3 steps\n/,
  );
  assertMatch(
    text,
    /│ plain SGD +│ 40.0 +│ 1.00 \(1.00 to 1.00\) │ 10.9 +│ 0.0/,
  );
  assertMatch(
    text,
    /│ diagonal-Fisher noise │ 50.0 +│ 1.25 \(1.25 to 1.38\) │ 11.3 +│ 1.90 +│ 1.19/,
  );
});

test("all of it for a program", () => {
  const { methods, rounds, ...sizes } = methodsJson(measurement);
  assertEquals(sizes, {
    network: "f1",
    title: "F1, Adam, B=1024, 4 workers, statistics of 128 examples",
    ...{ batchSize: 1024, microbatch: 1024, ghostBatchSize: 128 },
    ...{ workers: 4, observed: 128 },
  });
  assertEquals(methods, methodLines(measurement));
  assertEquals(rounds, measurement.rounds);
});

test("a title tells passes and ghost batches", () => {
  assertEquals(
    titleOf(withWorkers(resnet!, 128)),
    "ResNet-32, momentum, B=4096, in passes of 128, ghost batches of 32, 128 workers, statistics of 16 examples",
  );
});
