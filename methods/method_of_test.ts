import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Method } from "../core/method.ts";
import {
  methodOf,
  type MethodSettings,
  type StepMethodSettings,
} from "./method_of.ts";
import {
  compose,
  dataParallelSgd,
  diagonalFisherNoise,
  fisherTraceNoise,
  fullFisherNoise,
  gnc,
  isotropicNoise,
  kfacNoise,
  multiplicativeNoise,
  noiseEnhancement,
  rnc,
  sgd,
  switchAt,
  trueFisherNoise,
} from "./mod.ts";

const batches = { smallBatch: 4, largeBatch: 16 };
const estimated = { scale: 0.5, statisticExamples: 8 };
const workers = { alpha: 0.25, workers: 4, filterWise: false };

/** Settings, and the method that they mean. */
const CASES: readonly (readonly [MethodSettings, Method])[] = [
  [{ name: "sgd" }, sgd()],
  [
    { name: "noise enhancement", alpha: 3, sampling: "disjoint" },
    noiseEnhancement({ alpha: 3, sampling: "disjoint" }),
  ],
  [{ name: "full-Fisher noise", ...batches }, fullFisherNoise(batches)],
  [{ name: "true-Fisher noise", ...batches }, trueFisherNoise(batches)],
  [
    { name: "multiplicative noise", variance: 2 },
    multiplicativeNoise({ variance: 2 }),
  ],
  [{ name: "data-parallel SGD", workers: 4 }, dataParallelSgd({ workers: 4 })],
  [{ name: "GNC", ...workers }, gnc(workers)],
  [{ name: "RNC", ...workers }, rnc(workers)],
  [
    { name: "diagonal-Fisher noise", ...estimated },
    diagonalFisherNoise(estimated),
  ],
  [{ name: "Fisher-trace noise", ...estimated }, fisherTraceNoise(estimated)],
  [{ name: "K-FAC noise", ...estimated }, kfacNoise(estimated)],
  [
    { name: "isotropic noise", deviation: 0.1 },
    isotropicNoise({ deviation: 0.1 }),
  ],
  [
    {
      name: "several",
      methods: [
        { name: "isotropic noise", deviation: 0.1 },
        { name: "GNC", ...workers },
      ],
    },
    compose(isotropicNoise({ deviation: 0.1 }), gnc(workers)),
  ],
  [
    {
      ...{ name: "switch", epoch: 3 },
      before: { name: "GNC", ...workers },
      after: { name: "RNC", ...workers },
    },
    switchAt(3, { before: gnc(workers), after: rnc(workers) }),
  ],
];

for (const [settings, method] of CASES) {
  test(`settings of ${method.name}`, () => {
    const made = methodOf(settings);
    assertEquals(valuesOf(made), valuesOf(method));
  });
}

test("what a method refuses is refused in its settings", () => {
  assertThrows(
    () => methodOf({ name: "K-FAC noise", smallBatch: 9, largeBatch: 8 }),
    RangeError,
    "current values 9 and 8",
  );
});

test("a name that no method has is refused, on its own and in others", () => {
  const unknown = { name: "GNCC" } as unknown as StepMethodSettings;
  const settings: MethodSettings[] = [
    unknown,
    { name: "several", methods: [{ name: "sgd" }, unknown] },
    { ...{ name: "switch", epoch: 1 }, before: unknown, after: unknown },
  ];
  for (const one of settings) {
    assertThrows(
      () => methodOf(one),
      RangeError,
      'Cannot make a noise method of {"name":"GNCC"}: there is none of that name',
    );
  }
});

/** All of a method that is no function. */
function valuesOf(method: Method): unknown {
  return JSON.parse(JSON.stringify(method));
}
