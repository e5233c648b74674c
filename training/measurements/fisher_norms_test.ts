import { assert, assertAlmostEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { permutation } from "../../core/random.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { openEngine } from "../../engines/mod.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { plainGradient } from "../probes/plain_gradient.ts";
import { vectorOf } from "../probes/vectors.ts";
import { trainingStep } from "../step.ts";
import { imageShape, network } from "../testdata/contracts.ts";
import { fisherNorms } from "./fisher_norms.ts";

test("norms are those of the matrix, made example by example", async () => {
  const engine = await openEngine("wasm");
  const dataset = synthetic({ trainCount: 20, testCount: 1, imageShape });
  const model = network({ hidden: [3], classes: 10 });
  const parameters = model.init(rootKey(0));
  const step = trainingStep(engine, { model, optimizer: gradientDescent() });
  const [key, examples] = [rootKey(1), 8];
  const measured = await fisherNorms({ examples }).measure({
    ...{ epoch: 0, steps: 0, methodState: {}, statistics: {}, batchSize: 4 },
    ...{ learningRate: 0.1, microbatch: 4, dataset, parameters, step, key },
  });
  const gradients: Float32Array[] = [];
  for (const index of permutation(key, 20).slice(0, examples)) {
    const { gradient, loss } = plainGradient(parameters, {
      ...{ step, dataset, indices: Uint32Array.of(index) },
    });
    gradients.push(await vectorOf(gradient));
    disposeTensors({ ...gradient, loss });
  }
  const size = gradients[0]!.length;
  let [full, diagonal] = [0, 0];
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < size; l++) {
      const entry = gradients.reduce((sum, g) => sum + g[k]! * g[l]!, 0) /
        examples;
      full += entry ** 2;
      if (k === l) diagonal += entry ** 2;
    }
  }
  const biased = {
    full: measured.biased_fisher_norm!,
    diagonal: measured.biased_diagonal_fisher_norm!,
  };
  assertAlmostEquals(biased.full / Math.sqrt(full), 1, 1e-5);
  assertAlmostEquals(biased.diagonal / Math.sqrt(diagonal), 1, 1e-5);
  // Without an example's product with itself there is less of it.
  assert(measured.fisher_norm! < biased.full);
  assert(measured.diagonal_fisher_norm! < biased.diagonal);
  disposeTensors(parameters);
});
