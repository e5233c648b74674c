import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { tensorNamed } from "../core/tensors.ts";
import { numbersOf } from "../core/testing.ts";
import { openEngine } from "../engines/mod.ts";
import { ENGINE_MODES } from "../engines/testing.ts";
import { valueAndGradient } from "./value_and_gradient.ts";

for (const { mode, open } of ENGINE_MODES) {
  test(`value, gradient and the rest from one pass, ${mode}`, async () => {
    const engine = await open();
    let passes = 0;
    const f = engine.compile((parameters: { w: tf.Tensor; b: tf.Tensor }) =>
      valueAndGradient((parameters) => {
        passes++;
        const w = tensorNamed(parameters, "w");
        const squares = tf.square(w);
        const b = tensorNamed(parameters, "b");
        return {
          value: tf.sum(tf.add(squares, b)) as tf.Scalar,
          auxiliary: { squares, same: w },
        };
      }, parameters)
    );
    const [w, b] = [tf.tensor1d([1, -2, 3]), tf.scalar(10)];
    const before = tf.memory().numTensors;
    const { value, gradient, auxiliary } = f({ w, b });
    assertEquals(passes, 1);
    assertEquals(tf.memory().numTensors, before + 5);
    assertEquals(await numbersOf({ value }), { value: [44] });
    assertEquals(Object.keys(gradient), ["w", "b"]);
    assertEquals(await numbersOf(gradient), { w: [2, -4, 6], b: [3] });
    assertEquals(await numbersOf(auxiliary), {
      squares: [1, 4, 9],
      same: [1, -2, 3],
    });
    tf.dispose([value, { ...gradient }, { ...auxiliary }]);
    // The parameters stay the caller's, even if they are answered.
    assertEquals(await numbersOf({ w, b }), { w: [1, -2, 3], b: [10] });
    tf.dispose([w, b]);
  });
}

test("a failure after the forward pass leaves nothing", async () => {
  const engine = await openEngine("cpu");
  const failing = engine.compile((parameters: { w: tf.Tensor }) =>
    valueAndGradient(
      () => ({ value: tf.scalar(1), auxiliary: { ones: tf.ones([3]) } }),
      parameters,
    )
  );
  const w = tf.scalar(1);
  const before = tf.memory().numTensors;
  assertThrows(() => failing({ w }), Error, "Cannot compute gradient");
  assertEquals(tf.memory().numTensors, before);
  w.dispose();
});
