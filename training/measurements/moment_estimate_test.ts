import { assertEquals, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import type { Dataset } from "../../core/dataset.ts";
import type { ExampleWeightMethod } from "../../core/method.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { openEngine } from "../../engines/mod.ts";
import type { Augmentation } from "../augmentation/augmentation.ts";
import { horizontalFlip } from "../augmentation/horizontal_flip.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { trainingStep } from "../step.ts";
import { enhanced, imageShape, network, plain } from "../testdata/contracts.ts";
import { vectorOf } from "../probes/vectors.ts";
import { momentEstimate } from "./moment_estimate.ts";

const dataset = synthetic({ trainCount: 24, testCount: 10, imageShape });
const model = network({ hidden: [6], classes: 10 });

/** The gradient estimate of plain SGD on 12 examples at fresh parameters. */
async function gradientWith(
  { dataset, augmentation, method = plain }: {
    dataset: Dataset;
    augmentation?: Augmentation | undefined;
    method?: ExampleWeightMethod;
  },
): Promise<Float64Array | Float32Array> {
  const engine = await openEngine("wasm");
  const parameters = model.init(rootKey(0));
  const estimate = momentEstimate({
    ...{ epoch: 0, steps: 0, methodState: {}, dataset, augmentation },
    ...{ batchSize: 12, microbatch: 7, learningRate: 0.5, key: rootKey(1) },
    ...{ parameters, statistics: model.initStatistics() },
    step: trainingStep(engine, {
      ...{ model, optimizer: gradientDescent(), method },
    }),
  });
  const gradient = await vectorOf(estimate.gradient);
  disposeTensors({ ...parameters, ...estimate.gradient, loss: estimate.loss });
  return gradient;
}

test("an estimate has the images that the training would have", async () => {
  const flip = horizontalFlip();
  const { images } = dataset.train;
  const flipped = images.slice();
  flip(split(rootKey(1), "augment"), {
    ...{ pixels: flipped, imageShape },
    examples: Uint32Array.from({ length: 24 }, (_, i) => i),
  });
  const augmented = await gradientWith({ dataset, augmentation: flip });
  assertEquals(
    augmented,
    await gradientWith({
      dataset: { ...dataset, train: { ...dataset.train, images: flipped } },
    }),
  );
  assertNotEquals(augmented, await gradientWith({ dataset }));
});

test("its minibatches are disjoint where the method's are", async () => {
  for (const sampling of ["disjoint", "independent"] as const) {
    const seen: number[] = [];
    await gradientWith({
      dataset,
      method: { ...enhanced(2), sampling },
      augmentation: (_, { examples }) => void seen.push(...examples),
    });
    assertEquals(seen.length, 24);
    assertEquals(new Set(seen).size === 24, sampling === "disjoint", sampling);
  }
});
