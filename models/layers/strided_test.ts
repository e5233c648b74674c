import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { strided } from "./strided.ts";

test("every so many rows and columns one, also where sides are odd", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const x = tf.reshape(tf.range(0, 35), [1, 5, 7, 1]) as tf.Tensor4D;
    const kept = (stride: number) =>
      tf.squeeze(strided(x, stride), [0, 3]).arraySync();
    assertEquals(kept(1), tf.squeeze(x, [0, 3]).arraySync());
    assertEquals(kept(2), [[0, 2, 4, 6], [14, 16, 18, 20], [28, 30, 32, 34]]);
    assertEquals(kept(3), [[0, 3, 6], [21, 24, 27]]);
  });
});
