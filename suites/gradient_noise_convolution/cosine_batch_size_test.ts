import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { cosineSetups } from "./cosine_batch_size.ts";
import { batchSizeOf } from "./setups.ts";

test("batches and rates of the paper tier are those of Figure 3c", () => {
  assertEquals(
    cosineSetups("paper").map((setup) => [
      ...[batchSizeOf(setup), setup.workers, setup.learningRate],
    ]),
    [[2048, 64, 0.016], [4096, 128, 0.032], [8192, 256, 0.064]],
  );
  for (const { epochs, warmUpFrom } of cosineSetups("paper")) {
    assertEquals([epochs, warmUpFrom], [160, 0.00025]);
  }
});

test("the desk tier has the sizes that it is recorded with", () => {
  assertEquals(
    cosineSetups("desk").map((setup) => [
      ...[batchSizeOf(setup), setup.learningRate, setup.epochs],
    ]),
    [[512, 0.1, 40], [1024, 0.2, 40], [2048, 0.4, 40]],
  );
});
