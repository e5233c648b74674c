import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Key, rootKey, split } from "../core/key.ts";
import {
  epochsBefore,
  leftOver,
  minibatchesOfEpoch,
  type MinibatchOptions,
  stepsOfEpochs,
  stepsPerEpoch,
} from "./minibatches.ts";

const ONE = { minibatches: 1, sampling: "independent" } as const;
const TWO = { minibatches: 2, sampling: "independent" } as const;
const DISJOINT = { minibatches: 2, sampling: "disjoint" } as const;

const shuffle = split(rootKey(0), "shuffle");

/** The minibatches of each step, `[steps][minibatches][size]`. */
function stepsOf(
  key: Key,
  { epoch = 0, ...options }: MinibatchOptions & { epoch?: number },
): number[][][] {
  const { minibatches } = options.method;
  return Array.from(
    minibatchesOfEpoch(key, { epoch, ...options }),
    (indices) => {
      const size = indices.length / minibatches;
      return Array.from(
        { length: minibatches },
        (_, m) => [...indices.subarray(m * size, (m + 1) * size)],
      );
    },
  );
}

function ascending(numbers: readonly number[]): number[] {
  return numbers.toSorted((a, b) => a - b);
}

test("an epoch has ⌈N/B⌉ steps", () => {
  assertEquals(stepsPerEpoch({ examples: 60_000, batchSize: 5000 }), 12);
  assertEquals(stepsPerEpoch({ examples: 50_000, batchSize: 300 }), 167);
  assertEquals(stepsPerEpoch({ examples: 7, batchSize: 7 }), 1);
  assertEquals(stepsPerEpoch({ examples: 7, batchSize: 1 }), 7);
});

for (const method of [ONE, TWO, DISJOINT]) {
  const { minibatches, sampling } = method;
  test(`${minibatches} ${sampling}: each example once an epoch`, () => {
    for (const [examples, batchSize] of [[23, 5], [20, 10], [10, 1]] as const) {
      const steps = stepsOf(shuffle, { examples, batchSize, method });
      assertEquals(steps.length, Math.ceil(examples / batchSize));
      for (let m = 0; m < minibatches; m++) {
        const chunks = steps.map((step) => step[m]!);
        assertEquals(
          ascending(chunks.flat()),
          Array.from({ length: examples }, (_, i) => i),
        );
        // The short last chunk is kept, in every minibatch.
        assertEquals(
          chunks.map(({ length }) => length),
          steps.map((_, t) => Math.min(batchSize, examples - t * batchSize)),
        );
      }
    }
  });
}

test("the first minibatch is the same for every method", () => {
  for (const epoch of [0, 3]) {
    const [one, two, disjoint] = [ONE, TWO, DISJOINT].map((method) =>
      stepsOf(shuffle, { examples: 23, batchSize: 5, method, epoch })
        .map((step) => step[0])
    );
    assertEquals(two, one);
    assertEquals(disjoint, one);
  }
});

test("key and epoch decide the order of the examples", () => {
  const options = { examples: 40, batchSize: 7, method: TWO };
  const steps = stepsOf(shuffle, options);
  assertEquals(stepsOf(shuffle, options), steps);
  const others = [
    stepsOf(shuffle, { ...options, epoch: 1 }),
    stepsOf(split(rootKey(1), "shuffle"), options),
  ];
  for (const other of others) {
    for (const m of [0, 1]) {
      assertNotEquals(other.map((step) => step[m]), steps.map((s) => s[m]));
    }
  }
});

test("independent minibatches overlap in B²/N examples on average", () => {
  const [examples, batchSize, epochs] = [200, 50, 400];
  const overlaps = Array.from({ length: epochs }, (_, epoch) => {
    const options = { examples, batchSize, method: TWO, epoch };
    const [first, second] = stepsOf(shuffle, options)[0]!;
    return second!.filter((index) => first!.includes(index)).length;
  });
  const mean = overlaps.reduce((sum, overlap) => sum + overlap, 0) / epochs;
  // The overlap is hypergeometric: B draws, B of N examples marked.
  const share = batchSize / examples;
  const variance = batchSize * share * (1 - share) *
    (examples - batchSize) / (examples - 1);
  // Five standard errors; the epochs' permutations are independent.
  const tolerance = 5 * Math.sqrt(variance / epochs);
  assertAlmostEquals(mean, batchSize ** 2 / examples, tolerance);
});

test("disjoint minibatches share no example at any step", () => {
  for (const [examples, batchSize] of [[23, 5], [23, 11], [10, 5], [2, 1]]) {
    const sizes = { examples: examples!, batchSize: batchSize! };
    for (
      const minibatches of [2, 3].filter((m) => m * batchSize! <= examples!)
    ) {
      const method = { minibatches, sampling: "disjoint" } as const;
      for (const step of stepsOf(shuffle, { ...sizes, method })) {
        const drawn = step.flat();
        assertEquals(new Set(drawn).size, drawn.length);
      }
    }
  }
});

test("a batch size that the examples cannot fill is refused", () => {
  for (const batchSize of [0, -1, 2.5, 11, NaN]) {
    const sizes = { examples: 10, batchSize };
    const message = `from 1 to 10 examples, current value ${batchSize}`;
    assertThrows(() => stepsPerEpoch(sizes), RangeError, message);
    assertThrows(
      () => stepsOf(shuffle, { ...sizes, method: TWO }),
      RangeError,
      message,
    );
  }
});

test("disjoint minibatches that do not fit are refused", () => {
  assertThrows(
    () => stepsOf(shuffle, { examples: 9, batchSize: 5, method: DISJOINT }),
    RangeError,
    "2 disjoint minibatches of 5: there are 9 examples",
  );
});

const CARRIED = { remainder: "next epoch" } as const;

test("remainders that go on make ⌊eN/B⌋ steps of e epochs", () => {
  const cifar = { examples: 50_000, ...CARRIED };
  assertEquals(stepsOfEpochs(160, { ...cifar, batchSize: 8192 }), 976);
  assertEquals(stepsOfEpochs(160, { ...cifar, batchSize: 4096 }), 1953);
  assertEquals(stepsPerEpoch({ ...cifar, batchSize: 4096 }), 50_000 / 4096);
  assertEquals(stepsOfEpochs(3, { examples: 23, batchSize: 5 }), 15);
});

test("the epochs before an update are rounded once", () => {
  const sizes = { examples: 1000, batchSize: 15 };
  // 1000 / (1000 / 15) would be 14.999999999999998, of the epoch before.
  assertEquals(epochsBefore(1000, { ...sizes, ...CARRIED }), 15);
  assertEquals(epochsBefore(134, sizes), 2);
  const drawn = { ...sizes, ...CARRIED, ...fresh(7, 2) };
  assertEquals(epochsBefore(7, drawn), 3.5);
});

test("batch sizes that are powers of two round neither way", () => {
  const updates = Array.from({ length: 2000 }, (_, update) => update);
  for (const examples of [2048, 5400, 6000, 45_000, 50_000, 54_000, 60_000]) {
    for (let batchSize = 1; batchSize <= examples; batchSize *= 2) {
      const options = { examples, batchSize, ...CARRIED };
      const perEpoch = stepsPerEpoch(options);
      assertEquals(
        updates.map((update) => epochsBefore(update, options)),
        updates.map((update) => update / perEpoch),
      );
    }
  }
});

for (const method of [ONE, TWO]) {
  test(`epochs follow without a gap, ${method.minibatches} minibatches`, () => {
    const [examples, epochs] = [23, 10];
    for (const batchSize of [1, 5, 8, 23]) {
      const options = { examples, batchSize, method };
      const ofEpochs = (more: { remainder?: "next epoch" }) =>
        Array.from(
          { length: epochs },
          (_, epoch) => stepsOf(shuffle, { ...options, ...more, epoch }),
        ).flat();
      for (let m = 0; m < method.minibatches; m++) {
        const carried = ofEpochs(CARRIED).map((step) => step[m]!);
        const stream = ofEpochs({}).flatMap((step) => step[m]!);
        assertEquals(carried.length, Math.floor(10 * examples / batchSize));
        for (const chunk of carried) assertEquals(chunk.length, batchSize);
        assertEquals(
          carried.flat(),
          stream.slice(0, carried.length * batchSize),
        );
      }
    }
  });
}

const fresh = (steps: number, stepsPerEpoch: number) => ({
  drawing: { name: "fresh subsets", steps, stepsPerEpoch } as const,
});

test("disjoint minibatches that would go on into the next epoch are refused", () => {
  assertThrows(
    () =>
      stepsOf(shuffle, {
        ...{ examples: 23, batchSize: 5, method: DISJOINT, ...CARRIED },
      }),
    RangeError,
    "disjoint minibatches of 5 that go on into the next epoch: there are 23",
  );
  // Fresh subsets have no remainder.
  const options = { examples: 23, batchSize: 5, ...CARRIED, ...fresh(2, 2) };
  assertEquals(stepsOf(shuffle, { ...options, method: DISJOINT }).length, 2);
});

test("what an epoch leaves over begins the next, and no more", () => {
  const carried = { examples: 23, batchSize: 5, ...CARRIED };
  assertEquals([0, 1, 2, 5].map((epoch) => leftOver(epoch, carried)), [
    ...[0, 3, 1, 0],
  ]);
  for (const options of [{}, { ...CARRIED, ...fresh(2, 2) }]) {
    assertEquals(leftOver(1, { examples: 23, batchSize: 5, ...options }), 0);
  }
});

test("fresh subsets have the steps that they say", () => {
  const options = { examples: 23, batchSize: 5, ...fresh(7, 3) };
  assertEquals(stepsPerEpoch(options), 3);
  assertEquals([1, 2, 3, 4].map((n) => stepsOfEpochs(n, options)), [
    3,
    6,
    7,
    7,
  ]);
  const drawn = [0, 1, 2, 3].map((epoch) =>
    stepsOf(shuffle, { ...options, method: ONE, epoch })
  );
  assertEquals(drawn.map(({ length }) => length), [3, 3, 1, 0]);
  // Where the evaluations stand changes no draw.
  assertEquals(
    drawn.flat(),
    stepsOf(shuffle, { ...options, ...fresh(7, 7), method: ONE }),
  );
  assertThrows(
    () => stepsPerEpoch({ ...options, ...fresh(7, 0) }),
    RangeError,
    "current value 0",
  );
});

test("a fresh subset has no example twice, and is drawn anew", () => {
  const options = { examples: 12, batchSize: 4, ...fresh(3000, 3000) };
  const counts = new Array<number>(12).fill(0);
  for (const [first] of stepsOf(shuffle, { ...options, method: ONE })) {
    assertEquals(new Set(first).size, 4);
    for (const example of first!) counts[example]!++;
  }
  // 1000 expected; the standard deviation is √(3000 · 1/3 · 2/3) = 26.
  for (const count of counts) assertAlmostEquals(count, 1000, 130);
  const [two] = stepsOf(shuffle, { ...options, ...fresh(1, 1), method: TWO });
  const [apart] = stepsOf(shuffle, {
    ...{ ...options, ...fresh(1, 1), method: DISJOINT },
  });
  const [one] = stepsOf(shuffle, { ...options, ...fresh(1, 1), method: ONE });
  assertEquals(two![0], one![0]);
  assertNotEquals(two![1], two![0]);
  assertEquals(apart![0], one![0]);
  assertEquals(new Set(apart!.flat()).size, 8);
});
