import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Key, rootKey, split } from "../../core/key.ts";
import { normal, uniform, words } from "../../core/random.ts";
import { onWebgpu } from "./testing.ts";
import { webgpuRandom } from "./random.ts";

const KEYS: readonly Key[] = [
  rootKey(0),
  { words: [0xa4093822, 0x299f31d0] },
  { words: [0xffffffff, 0xffffffff] },
  // Its first uniform number is 0, which has no logarithm.
  rootKey(7_190_464),
];

async function wordsOf(key: Key, count: number): Promise<Uint32Array> {
  const { values } = await onWebgpu(() =>
    webgpuRandom.words(webgpuRandom.key(key), count)
  );
  return Uint32Array.from(values);
}

test("words of seed 0 start with Random123's answer for zeros", async () => {
  assertEquals(
    [...await wordsOf(rootKey(0), 4)],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  );
});

for (const key of KEYS) {
  test(`words have the bits of core, key ${key.words}`, async () => {
    for (const count of [1, 6, 1023, 100_000]) {
      assertEquals(await wordsOf(key, count), words(key, count));
    }
  });

  test(`uniform numbers have the bits of core, key ${key.words}`, async () => {
    const { shape, values } = await onWebgpu(() =>
      webgpuRandom.uniform(webgpuRandom.key(key), [7, 11, 13])
    );
    assertEquals(shape, [7, 11, 13]);
    assertEquals(values, [...uniform(key, 7 * 11 * 13)]);
  });

  test(`normal numbers are those of core, key ${key.words}`, async () => {
    const { shape, values } = await onWebgpu(() =>
      webgpuRandom.normal(webgpuRandom.key(key), [3, 33_333])
    );
    assertEquals(shape, [3, 33_333]);
    // About 5 units of 2^-24 on Mesa's software adapter; devices may divide and
    // take roots less exactly.
    normal(key, values.length).forEach((expected, i) =>
      assertAlmostEquals(
        values[i]!,
        expected,
        2 ** -19 * Math.abs(expected),
        `number ${i}`,
      )
    );
  });
}

test("a scalar and nothing at all can be drawn", async () => {
  const key = rootKey(3);
  const draw = (shape: number[]) =>
    onWebgpu(() => webgpuRandom.uniform(webgpuRandom.key(key), shape));
  assertEquals(await draw([]), { shape: [], values: [...uniform(key, 1)] });
  assertEquals(await draw([0, 2]), { shape: [0, 2], values: [] });
});

// Bounds are 5 standard errors of each moment.
test("normal numbers have the moments of N(0, 1)", async () => {
  const count = 200_000;
  const { values } = await onWebgpu(() =>
    webgpuRandom.normal(webgpuRandom.key(split(rootKey(0), "moments")), [count])
  );
  const moment = (power: number) =>
    values.reduce((sum, z) => sum + z ** power, 0) / count;
  assert(values.every(Number.isFinite));
  for (
    const { power, expected, variance } of [
      { power: 1, expected: 0, variance: 1 },
      { power: 2, expected: 1, variance: 2 },
      { power: 3, expected: 0, variance: 15 },
      { power: 4, expected: 3, variance: 96 },
    ]
  ) {
    assertAlmostEquals(
      moment(power),
      expected,
      5 * Math.sqrt(variance / count),
      `moment ${power}`,
    );
  }
});

test("another key draws other numbers, the same key the same", async () => {
  const draw = (key: Key) =>
    onWebgpu(() => webgpuRandom.normal(webgpuRandom.key(key), [100]));
  const first = await draw(split(rootKey(0), 1));
  assertEquals(await draw(split(rootKey(0), 1)), first);
  assertNotEquals(await draw(split(rootKey(0), 2)), first);
});
