import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { BATCH_NORM, RELU_GRADIENT } from "../core/kernels.ts";
import { openEngine } from "./mod.ts";

/** The gradients that are ours; tfjs's own has another in place of the first. */
function ours(): (tf.GradConfig | undefined)[] {
  return [tf.Relu, RELU_GRADIENT, BATCH_NORM].map((kernel) =>
    tf.getGradient(kernel)
  );
}

test("gradients are registered when an engine is opened, not before", async () => {
  assertEquals(ours(), [undefined, undefined, undefined]);
  await import("@tensorflow/tfjs");
  const [composed] = ours();
  await openEngine("cpu");
  const registered = ours();
  assert(registered.every((gradient) => gradient !== undefined));
  assert(registered[0] !== composed);
  // Registered again, each call of the gradient of ReLU would pass two of ours.
  await openEngine("wasm");
  assert(ours().every((gradient, i) => gradient === registered[i]));
});
