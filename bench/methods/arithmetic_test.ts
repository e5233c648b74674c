/**
 * The table of operations and random numbers against what real steps do: every
 * kernel that multiplies matrices and every draw is counted.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { CHOLESKY } from "../../core/kernels.ts";
import { rootKey, split } from "../../core/key.ts";
import type { StepMethod } from "../../core/method.ts";
import { partsOf } from "../../core/method_parts.ts";
import type { Model } from "../../core/model.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { type Engine, openEngine } from "../../engines/mod.ts";
import { c1 } from "../../models/c1_c2.ts";
import { mlp } from "../../models/mlp.ts";
import { resnet } from "../../models/resnet.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { trainingStep } from "../../training/step.ts";
import { trainOneStep } from "../../training/train_one_step.ts";
import {
  type Arithmetic,
  kroneckerNoise,
  plain,
  squaredGradients,
  type StepSizes,
  total,
} from "./arithmetic.ts";
import { METHOD_CASES } from "./cases.ts";
import { c1Products, mlpProducts, resnetProducts } from "./products.ts";

const KEY = rootKey(0);
const STEP = { examples: 8, observed: 3, workers: 2 };
const GHOST = { ghostBatchSize: 2 };
const IMAGES = { side: 8, channels: 3, widths: [2, 3, 4] };
const SIZES = {
  inputShape: [8, 8, 3] as const,
  widths: [2, 3, 4] as const,
  ...GHOST,
};

/** Narrow networks, and their products. */
const NETWORKS: readonly {
  model: Model;
  products: StepSizes["products"];
}[] = [
  {
    model: mlp({ inputShape: [3, 2, 1], hidden: [5, 4], classes: 3 }),
    products: mlpProducts([6, 5, 4, 3]),
  },
  { model: c1(SIZES), products: c1Products(IMAGES) },
  {
    model: resnet({ depth: 8, ...SIZES }),
    products: resnetProducts({ depth: 8, ...IMAGES }),
  },
];

/** Operations of a kernel's call. */
type CountFlop = (
  inputs: Record<string, tf.Tensor>,
  output: tf.Tensor,
) => number;

const product = (...numbers: number[]) => numbers.reduce((a, b) => a * b, 1);

/** Two for each multiply-add of kernels that multiply matrices. */
const FLOP: Readonly<Record<string, CountFlop>> = {
  // [..., m, k] times [..., k, n], each maybe transposed: k² = mk·kn / mn.
  [tf.BatchMatMul]: ({ a, b }, output) => {
    const batch = product(...output.shape.slice(0, -2));
    const inner = Math.sqrt(a!.size * b!.size / (batch * output.size));
    return 2 * output.size * inner;
  },
  [tf.Conv2D]: ({ filter }, y) => 2 * windows(y) * filter!.size,
  [tf.Conv2DBackpropFilter]: ({ dy }, filter) => 2 * windows(dy!) * filter.size,
  [tf.Conv2DBackpropInput]: ({ dy, filter }) => 2 * windows(dy!) * filter!.size,
  [CHOLESKY]: (_, { shape: [n] }) => n! ** 3 / 3,
};

/** Windows of all images of a convolution's output. */
function windows({ shape }: tf.Tensor): number {
  return product(...shape.slice(0, -1));
}

/** L with L Lᵀ = A, which the engine of oracles has no kernel for. */
function cholesky(a: tf.Tensor2D): tf.Tensor2D {
  const [n] = a.shape;
  const [given, l] = [a.arraySync(), a.arraySync()];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let rest = given[i]![j]!;
      for (let k = 0; k < j; k++) rest -= l[i]![k]! * l[j]![k]!;
      l[i]![j] = j > i ? 0 : i === j ? Math.sqrt(rest) : rest / l[j]![j]!;
    }
  }
  return tf.tensor2d(l);
}

/** What `body` computes on the engine of oracles, given its random numbers. */
async function counted(body: (engine: Engine) => void): Promise<Arithmetic> {
  const engine = await openEngine("cpu");
  const count = { flop: 0, normals: 0, uniforms: 0 };
  const originals = Object.keys(FLOP).map((kernelName) => ({
    ...{ kernelName, backendName: "cpu" },
    kernelFunc: kernelName === CHOLESKY
      ? ({ inputs }: Parameters<tf.KernelFunc>[0]) =>
        cholesky(inputs.a as tf.Tensor2D)
      : tf.getKernel(kernelName, "cpu").kernelFunc,
  }));
  for (const { kernelFunc, ...names } of originals) {
    if (names.kernelName !== CHOLESKY) {
      tf.unregisterKernel(names.kernelName, names.backendName);
    }
    tf.registerKernel({
      ...names,
      kernelFunc: (call) => {
        const result = kernelFunc(call);
        const inputs = call.inputs as Record<string, tf.Tensor>;
        const { shape } = result as tf.TensorInfo;
        const output = { shape, size: product(...shape) } as tf.Tensor;
        count.flop += FLOP[names.kernelName]!(inputs, output);
        return result;
      },
    });
  }
  const { random } = engine;
  try {
    body({
      ...engine,
      random: {
        ...random,
        normal: (key, shape) => {
          count.normals += product(...shape);
          return random.normal(key, shape);
        },
        uniform: (key, shape) => {
          count.uniforms += product(...shape);
          return random.uniform(key, shape);
        },
      },
    });
  } finally {
    for (const { kernelFunc, ...names } of originals) {
      tf.unregisterKernel(names.kernelName, names.backendName);
      if (names.kernelName !== CHOLESKY) {
        tf.registerKernel({ ...names, kernelFunc });
      }
    }
  }
  return count;
}

/** Random numbers that weigh examples, which are drawn outside of the engine. */
function drawnForWeights(method: StepMethod): Arithmetic {
  const { weights, drawnLabelWeights } = partsOf(method).weights;
  const { examples } = STEP;
  // Weights that all differ are made of a number each.
  const numbers = (all?: Float32Array) =>
    new Set(all).size === examples ? examples : 0;
  const drawn = numbers(drawnLabelWeights?.(examples, KEY));
  return {
    flop: 0,
    normals: numbers(weights(examples, KEY)) + drawn,
    // Each drawn label takes one.
    uniforms: drawn,
  };
}

for (const { model, products } of NETWORKS) {
  const sizes = {
    ...{ ...STEP, products, parameters: model.parameterCount },
    normalises: model.ghostBatchSize !== undefined,
  };
  const dataset = synthetic({
    ...{ trainCount: STEP.examples, testCount: 1, classes: model.classes },
    imageShape: model.inputShape as [number, number, number],
  });
  const indices = Uint32Array.from({ length: STEP.examples }, (_, i) => i);

  for (const { id, method: methodOf, extra } of METHOD_CASES) {
    test(`${id} on ${model.name} computes what the table says`, async () => {
      const method = methodOf(sizes);
      const onEngine = await counted((engine) => {
        const optimizer = gradientDescent();
        const parameters = model.init(split(KEY, "init"));
        const state = optimizer.init(parameters);
        const { loss, ...made } = trainOneStep(parameters, {
          step: trainingStep(engine, { model, optimizer, method }),
          ...{ dataset, indices, key: KEY, state, learningRate: 0.1 },
        });
        loss.dispose();
        for (const tensors of [...Object.values(made), parameters, state]) {
          disposeTensors(tensors);
        }
      });
      const found = total(onEngine, drawnForWeights(method));
      const expected = total(plain(sizes), extra(sizes));
      assertAlmostEquals(found.flop, expected.flop, 1e-9 * expected.flop);
      assertEquals(
        [found.normals, found.uniforms],
        [expected.normals, expected.uniforms],
      );
    });
  }
}

test("a network of one dense layer, by hand", () => {
  const sizes = {
    products: mlpProducts([6, 4]),
    ...{ parameters: 28, examples: 10, observed: 3, workers: 2 },
    normalises: false,
  };
  // y = x W and dW = xᵀ dy: 24 multiply-adds for each example.
  assertEquals(plain(sizes).flop, 2 * 2 * 24 * 10);
  assertEquals(squaredGradients(sizes).flop, 2 * 24 * 3);
  // A of 7 × 7 and S of 4 × 4, their factors, and L_A Ξ, times L_Sᵀ.
  assertEquals(
    kroneckerNoise(sizes).flop,
    2 * (49 + 16) * 3 + (343 + 64) / 3 + 2 * (7 * 7 * 4 + 7 * 4 * 4),
  );
});

test("a convolution takes a product for each of its places", () => {
  const [first, second] = c1Products({ side: 8, channels: 3, widths: [2] });
  const sizes = {
    products: [first!, second!],
    ...{ parameters: 94, examples: 1, observed: 1, workers: 1 },
    normalises: true,
  };
  // 64 windows of 27 and of 18 numbers, 2 filters; no gradient of the image.
  assertEquals(plain(sizes).flop, 2 * 64 * (2 * 27 * 2 + 3 * 18 * 2));
});
