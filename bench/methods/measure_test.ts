import * as tf from "@tensorflow/tfjs-core";
import {
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { METHOD_CASES } from "./cases.ts";
import { measureMethods, methodLines } from "./measure.ts";
import { METHOD_WORKS, sizesOf } from "./works.ts";

/** F1 with few examples. */
const work = {
  ...METHOD_WORKS[0]!,
  ...{ batchSize: 8, microbatch: 8, workers: 2, observed: 2 },
  turn: { untimed: 0, timed: 1 },
};

test("methods are timed with what they are compared with", async () => {
  const engine = await openEngine("wasm");
  const turns: string[] = [];
  const measured = async (ids: string[]) =>
    await measureMethods(engine, {
      ...{ work, ids, rounds: 2 },
      onTurn: ({ id, round }) => {
        turns.push(`${round} ${id}`);
      },
    });
  const { cases, rounds } = await measured(["full-fisher"]);
  assertEquals(cases.map(({ id }) => id), ["sgd", "full-fisher"]);
  assertEquals(
    rounds.map((round) => Object.keys(round).toSorted()),
    [0, 1].map(
      () => ["full-fisher", "normal numbers", "sgd", "uniform numbers"],
    ),
  );
  assertEquals(turns, [
    ...["0 sgd", "0 full-fisher", "0 normal numbers", "0 uniform numbers"],
    ...["1 sgd", "1 full-fisher", "1 normal numbers", "1 uniform numbers"],
    ...["2 full-fisher", "2 normal numbers", "2 uniform numbers", "2 sgd"],
  ]);
  const withWorkers = await measured(["gnc"]);
  assertEquals(
    withWorkers.cases.map(({ id }) => id),
    ["sgd", "sgd-passes", "gnc"],
  );
});

for (const last of ["0 sgd-passes", "1 gnc"]) {
  test(`who is told of turn "${last}" can end it all there`, async () => {
    const engine = await openEngine("wasm");
    const before = tf.memory().numTensors;
    const reason = new Error("enough");
    const turns: string[] = [];
    const error = await assertRejects(() =>
      measureMethods(engine, {
        ...{ work, ids: ["gnc"], rounds: 2 },
        onTurn: ({ id, round }) => {
          turns.push(`${round} ${id}`);
          if (turns.at(-1) === last) throw reason;
        },
      })
    );
    assertStrictEquals(error, reason);
    assertEquals(turns.at(-1), last);
    assertEquals(tf.memory().numTensors, before);
  });
}

test("what arithmetic demands is plain SGD's speed, and bare draws", () => {
  const ids = ["sgd", "diagonal-fisher", "sgd-passes", "rnc"];
  const cases = METHOD_CASES.filter(({ id }) => ids.includes(id));
  const round = {
    ...{ "sgd": 100, "sgd-passes": 120, "diagonal-fisher": 150, "rnc": 160 },
    ...{ "normal numbers": 10, "uniform numbers": 4 },
  };
  const slower = Object.fromEntries(
    Object.entries(round).map(([id, time]) => [id, 3 * time]),
  ) as typeof round;
  const lines = methodLines({ work, cases, rounds: [round, slower, round] });
  assertEquals(lines.map(({ id }) => id), ids);
  const [sgd, diagonal, passes, rnc] = lines;
  assertEquals(
    lines.map(({ milliseconds }) => milliseconds),
    [100, 150, 120, 160],
  );
  assertEquals([sgd!.demanded, sgd!.excess.median], [1, 1]);
  // Passes are no arithmetic, but what methods with workers are held to.
  assertEquals([passes!.ratio.median, passes!.demanded], [1.2, 1.2]);
  const flop = lines.map(({ arithmetic }) => arithmetic.flop);
  const time = 100 * flop[1]! / flop[0]! + 10;
  assertAlmostEquals(diagonal!.demanded, time / 100, 1e-12);
  assertAlmostEquals(diagonal!.excess.median, 150 / time, 1e-12);
  // Two workers draw as many numbers each as there are parameters.
  assertEquals(rnc!.arithmetic.uniforms, 2 * sizesOf(work).parameters);
  assertAlmostEquals(rnc!.demanded, 1.2 + 0.08, 1e-12);
  assertEquals(rnc!.ratio, { first: 1.6, median: 1.6, third: 1.6 });
});
