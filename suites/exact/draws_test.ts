import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { arrangements, type Draw, minibatchDraws, subsets } from "./draws.ts";

function distinct(draws: readonly Draw[]): number {
  return new Set(draws.map((draw) => draw.join())).size;
}

test("subsets of 2 of 4 examples", () => {
  assertEquals(subsets(4, 2), [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]);
});

test("arrangements of 2 of 3 examples", () => {
  assertEquals(
    arrangements(3, 2),
    [[0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1]],
  );
});

test("counts are the binomial and falling factorials", () => {
  assertEquals(distinct(subsets(8, 3)), 56);
  assertEquals(distinct(arrangements(8, 3)), 8 * 7 * 6);
});

test("independent minibatches are all ordered pairs of subsets", () => {
  const draws = minibatchDraws(
    { minibatches: 2, sampling: "independent" },
    { examples: 6, batchSize: 2 },
  );
  assertEquals(draws.length, 15 * 15);
  assertEquals(distinct(draws), draws.length);
  assert(draws.some((draw) => draw.join() === "0,1,0,1"));
});

test("disjoint minibatches are those pairs that share no example", () => {
  const draws = minibatchDraws(
    { minibatches: 2, sampling: "disjoint" },
    { examples: 6, batchSize: 2 },
  );
  assertEquals(draws.length, 15 * 6);
  assertEquals(distinct(draws), draws.length);
  assert(draws.every((draw) => new Set(draw).size === 4));
});
