import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { synthetic } from "../../datasets/synthetic.ts";
import { openEngine } from "../../engines/mod.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { constant } from "../schedules/constant.ts";
import { imageShape, network, plain } from "../testdata/contracts.ts";
import { train } from "../train.ts";
import { dueAfter } from "./epochs.ts";
import { measurementOf, type MeasurementSettings } from "./measurement_of.ts";

test("epochs at which a measurement is due", () => {
  const due = (isDue: (epoch: number, ended: boolean) => boolean) =>
    [0, 1, 2, 3, 4].filter((epoch) => isDue(epoch, epoch === 4));
  assertEquals(due(dueAfter({ every: 2 }).isDue), [0, 2, 4]);
  assertEquals(due(dueAfter({ at: [0, 3] }).isDue), [0, 3]);
  assertEquals(due(dueAfter({ at: "end" }).isDue), [4]);
  const { isDueAfterUpdate } = dueAfter({ everyUpdates: 2, upTo: 5 });
  assertEquals([1, 2, 3, 4, 5, 6].filter(isDueAfterUpdate!), [2, 4]);
  for (const every of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => dueAfter({ every }).isDue,
      RangeError,
      `Cannot measure every ${every} epochs`,
    );
  }
});

test("a name that no measurement has, and no examples, are refused", () => {
  const epochs = { at: "end" } as const;
  const unknown = { name: "training_loss", epochs } as unknown;
  assertThrows(
    () => measurementOf(unknown as MeasurementSettings),
    RangeError,
    'Cannot make a measurement of {"name":"training_loss","epochs":{"at":"end"}}',
  );
  for (
    const one of [
      { name: "training loss" },
      { name: "worker loss spread" },
      { name: "Fisher norms" },
      { name: "loss curvature", products: 3 },
    ] as const
  ) {
    for (const examples of [0, -1, 1.5, NaN]) {
      assertThrows(
        () => measurementOf({ ...one, examples, epochs }),
        RangeError,
        `Cannot measure on ${examples} examples`,
      );
    }
  }
});

test("what is due at the end is measured once, however training ends", async () => {
  const engine = await openEngine("wasm");
  for (const stopBelow of [0, 100]) {
    const { measured, testAccuracy, status } = await train(engine, {
      dataset: synthetic({ trainCount: 20, testCount: 10, imageShape }),
      model: network({ hidden: [4], classes: 10 }),
      ...{ method: plain, optimizer: gradientDescent(), stopBelow },
      ...{ schedule: constant(0.5), batchSize: 5, seed: 0, maxEpochs: 2 },
      measurements: [
        measurementOf({ name: "test accuracy", epochs: { at: "end" } }),
      ],
    });
    assertEquals(status, stopBelow === 0 ? "not converged" : "converged");
    assertEquals(measured.test_accuracy, [testAccuracy]);
  }
});

test("test accuracy along a training ends with the training's", async () => {
  const result = await train(await openEngine("wasm"), {
    dataset: synthetic({ trainCount: 20, testCount: 10, imageShape }),
    model: network({ hidden: [4], classes: 10 }),
    ...{ method: plain, optimizer: gradientDescent() },
    ...{ schedule: constant(0.5), batchSize: 5, seed: 0, stopBelow: 0 },
    maxEpochs: 4,
    measurements: [
      measurementOf({ name: "test accuracy", epochs: { every: 2 } }),
    ],
  });
  const { test_accuracy, test_loss } = result.measured;
  assertEquals(test_accuracy!.length, 3);
  assertEquals(test_accuracy!.at(-1), result.testAccuracy);
  assertEquals(test_loss!.at(-1), result.testLoss);
});
