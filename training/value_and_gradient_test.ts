import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { tensorNamed } from "../core/tensors.ts";
import { openEngine } from "../engines/mod.ts";
import { valueAndGradient } from "./value_and_gradient.ts";

for (const engineName of ["wasm", "cpu"] as const) {
  test(`value, gradient and the rest from one pass, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
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
    assertEquals([...value.dataSync()], [44]);
    assertEquals(Object.keys(gradient), ["w", "b"]);
    assertEquals([...gradient.w!.dataSync()], [2, -4, 6]);
    assertEquals([...gradient.b!.dataSync()], [3]);
    assertEquals([...auxiliary.squares!.dataSync()], [1, 4, 9]);
    // The parameters stay the caller's, even if they are answered.
    assertEquals([...auxiliary.same!.dataSync()], [1, -2, 3]);
    tf.dispose([value, { ...gradient }, { ...auxiliary }]);
    assertEquals([...w.dataSync(), ...b.dataSync()], [1, -2, 3, 10]);
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
