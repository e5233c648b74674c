import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import { uniform } from "../../core/random.ts";
import { tensorNamed } from "../../core/tensors.ts";
import { openEngine } from "../../engines/mod.ts";
import { startTensors } from "./layer.ts";

test("tensors start at a number or at a function of a key of their name", async () => {
  await openEngine("cpu");
  const drawn = {
    shape: [2, 3],
    values: (key: Parameters<typeof uniform>[0]) => uniform(key, 6),
  };
  const key = rootKey(0);
  tf.tidy(() => {
    const tensors = startTensors(
      { first: drawn, second: drawn, third: { shape: [2], values: 7 } },
      key,
    );
    assertEquals(Object.keys(tensors), ["first", "second", "third"]);
    const valuesOf = (name: string) => tensorNamed(tensors, name).dataSync();
    assertEquals(valuesOf("first"), uniform(split(key, "first"), 6));
    assertNotEquals(valuesOf("second"), valuesOf("first"));
    assertEquals([...valuesOf("third")], [7, 7]);
    assertEquals(tensorNamed(tensors, "first").shape, [2, 3]);
  });
});
