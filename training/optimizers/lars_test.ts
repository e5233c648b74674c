import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { computed, type Numbers } from "../../core/testing.ts";
import { openEngine } from "../../engines/mod.ts";
import { ENGINE_MODES } from "../../engines/testing.ts";
import {
  assertFollowsPytorch,
  decay,
  larsCoefficient,
} from "../testdata/optimizers_pytorch.ts";
import { lars } from "./lars.ts";
import type { Updated } from "./optimizer.ts";

const recorded = { coefficient: larsCoefficient, decay };

for (const { mode, open } of ENGINE_MODES) {
  test(`20 updates are the equation's in PyTorch, ${mode}`, async () => {
    await assertFollowsPytorch(lars(recorded), {
      engine: await open(),
      name: "LARS of kernels",
    });
  });

  test(`so they are with rates for all parameters, ${mode}`, async () => {
    await assertFollowsPytorch(lars({ ...recorded, applies: () => true }), {
      engine: await open(),
      name: "LARS of all",
    });
  });

  // 0 / 0 or a layer at 0: η = γ = 0.5.
  test(`norms of 0 leave a number, ${mode}`, async () => {
    await open();
    const zeros = { w: [0, 0], g: [0, 0] };
    assertEquals(await updated(zeros, { decay: 0 }), [0, 0]);
    assertEquals(await updated(zeros, { decay: 0.5 }), [0, 0]);
    assertEquals(
      await updated({ w: [0, 0], g: [3, 4] }, { decay: 0.5 }),
      [-1.5, -2],
    );
    assertEquals(
      await updated({ w: [3, 4], g: [0, 0] }, { decay: 0 }),
      [3, 4],
    );
  });
}

/** A kernel after one update at γ = 0.5. */
async function updated(
  { w, g }: Readonly<Record<"w" | "g", number[]>>,
  { decay }: { decay: number },
): Promise<Numbers[string]> {
  const optimizer = lars({ decay });
  const { kernel } = await computed(() => {
    const parameters = { kernel: tf.tensor1d(w) };
    return optimizer.update({
      ...{ parameters, state: optimizer.init(parameters) },
      gradient: { kernel: tf.tensor1d(g) },
      learningRate: tf.scalar(0.5),
    }).parameters;
  });
  return kernel!;
}

test("the defaults are the paper's", async () => {
  await openEngine("cpu");
  const gamma = 100, tau = 0.001, lambda = 1e-4, m = 0.9;
  const g = [6, -8];
  let x = [3, 4], v = [0, 0];
  for (let step = 0; step < 2; step++) {
    const norm = Math.hypot(...x);
    const eta = gamma * tau * norm / (Math.hypot(...g) + lambda * norm);
    v = v.map((v, i) => m * v - eta * (g[i]! + lambda * x[i]!));
    x = x.map((x, i) => x + v[i]!);
  }
  const optimizer = lars();
  const { kernel } = await computed(() => {
    const start = { kernel: tf.tensor1d([3, 4]) };
    let updated: Updated = { parameters: start, state: optimizer.init(start) };
    for (let step = 0; step < 2; step++) {
      updated = optimizer.update({
        ...{ ...updated, gradient: { kernel: tf.tensor1d(g) } },
        learningRate: tf.scalar(gamma),
      });
    }
    return updated.parameters;
  });
  // Without its decay the weights would differ by some 1e-4.
  kernel!.forEach((weight, i) => assertAlmostEquals(weight, x[i]!, 2e-6));
});

test("constants out of range are refused", () => {
  for (const coefficient of [0, -1, NaN, Infinity]) {
    assertThrows(() => lars({ coefficient }), RangeError, `${coefficient}`);
  }
  for (const decay of [-1e-4, NaN, Infinity]) {
    assertThrows(() => lars({ decay }), RangeError, `${decay}`);
  }
});
