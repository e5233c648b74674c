import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import type { Model } from "../core/model.ts";
import { computed } from "../core/testing.ts";
import { openEngine } from "../engines/mod.ts";
import { alexnet } from "./alexnet.ts";
import { c1, c2 } from "./c1_c2.ts";
import { heNormal } from "./he_normal.ts";
import { lenet } from "./lenet.ts";
import { f1, mlp } from "./mlp.ts";
import { modelOf, type NetworkSettings } from "./model_of.ts";
import { resnet } from "./resnet.ts";
import { resnet50 } from "./resnet50.ts";
import { vgg16 } from "./vgg16.ts";
import { skipinitWideResnet, wideResnet } from "./wide_resnet.ts";

const inputShape = [32, 32, 3] as const;
const classes = 7;
const data = { inputShape, classes };
const ghostBatchSize = 5;
const wide = { depth: 10, widenFactor: 2, width: 3 };

/** Settings, and the network that they mean for the data. */
const CASES: readonly (readonly [NetworkSettings, Model])[] = [
  [{ network: "f1", width: 3 }, f1({ ...data, width: 3 })],
  [
    { network: "mlp", hidden: [2, 3], kernel: "Glorot uniform" },
    mlp({ ...data, hidden: [2, 3] }),
  ],
  [
    { network: "mlp", hidden: [4], kernel: "He normal", ghostBatchSize },
    mlp({ ...data, hidden: [4], kernel: heNormal, ghostBatchSize }),
  ],
  [
    { network: "c1", widths: [2, 3, 4], ghostBatchSize },
    c1({ ...data, widths: [2, 3, 4], ghostBatchSize }),
  ],
  [
    { network: "c2", widths: [2, 3, 4, 5], denseWidth: 6, ghostBatchSize },
    c2({ ...data, widths: [2, 3, 4, 5], denseWidth: 6, ghostBatchSize }),
  ],
  [
    { network: "lenet", widths: [2, 3], hidden: [4, 5] },
    lenet({ ...data, widths: [2, 3], hidden: [4, 5] }),
  ],
  [
    { network: "alexnet", widths: [2, 3, 4, 5, 6] },
    alexnet({ ...data, widths: [2, 3, 4, 5, 6] }),
  ],
  [
    { network: "vgg-16", widths: [2, 3, 4, 5, 6], ghostBatchSize },
    vgg16({ ...data, widths: [2, 3, 4, 5, 6], ghostBatchSize }),
  ],
  [
    { network: "resnet", depth: 14, widths: [2, 3, 4], ghostBatchSize },
    resnet({ ...data, depth: 14, widths: [2, 3, 4], ghostBatchSize }),
  ],
  [
    { network: "wide-resnet", ...wide, ghostBatchSize },
    wideResnet({ ...data, ...wide, ghostBatchSize }),
  ],
  [
    { network: "skipinit-wide-resnet", ...wide },
    skipinitWideResnet({ ...data, ...wide }),
  ],
  [
    { network: "skipinit-wide-resnet", ...wide, dropRate: 0.25 },
    skipinitWideResnet({ ...data, ...wide, dropRate: 0.25 }),
  ],
  [
    {
      ...{ network: "resnet-50", blocks: [1, 2, 1, 1], ghostBatchSize },
      widths: [2, 3, 4, 5],
    },
    resnet50({
      ...{ ...data, blocks: [1, 2, 1, 1], ghostBatchSize },
      widths: [2, 3, 4, 5],
    }),
  ],
];

for (const [settings, expected] of CASES) {
  test(`settings through JSON are ${expected.name}`, async () => {
    await openEngine("cpu");
    const read = JSON.parse(JSON.stringify(settings)) as NetworkSettings;
    const model = modelOf(read, { imageShape: inputShape, classes });
    const startOf = (model: Model) =>
      computed(() => model.init(split(rootKey(0), "init")));
    assertEquals(factsOf(model), factsOf(expected));
    assertEquals(await startOf(model), await startOf(expected));
  });
}

test("names that no network and no start of kernels have are refused", () => {
  for (
    const [settings, what] of [
      [{ network: "resnet32" }, 'a network of {"network":"resnet32"}'],
      [
        { network: "mlp", hidden: [3], kernel: "he normal" },
        'a start of kernels of "he normal"',
      ],
    ] as const
  ) {
    assertThrows(
      () =>
        modelOf(settings as unknown as NetworkSettings, {
          ...{ imageShape: inputShape, classes },
        }),
      RangeError,
      `Cannot make ${what}: there is none of that name`,
    );
  }
});

/** All but the functions. */
function factsOf(model: Model): unknown {
  return JSON.parse(JSON.stringify(model));
}
