import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { heNormal } from "./he_normal.ts";
import { dense } from "./layers/dense.ts";
import { dropout } from "./layers/dropout.ts";
import { flatten } from "./layers/flatten.ts";
import { sequence } from "./layers/sequence.ts";
import { network } from "./network.ts";

test("as many outputs as classes, or it is refused", () => {
  const options = { name: "flat", inputShape: [2, 3], layer: flatten() };
  assertThrows(
    () => network({ ...options, classes: 5 }),
    RangeError,
    "Cannot make flat: it must have 5 outputs, current shape [6]",
  );
});

test("a model says in numbers and in its name what it does in training", () => {
  const layer = dense("dense", { outputs: 2, kernel: heNormal });
  const options = { name: "dense", inputShape: [3], classes: 2 };
  const plain = network({ ...options, layer });
  assertEquals(plain.name, "dense");
  assertEquals([plain.ghostBatchSize, plain.dropRate], [undefined, undefined]);
  const model = network({
    ...{ ...options, ghostBatchSize: 4 },
    layer: sequence([dropout(0.5), layer]),
  });
  assertEquals(model.name, "dense, ghost batches of 4, dropout 0.5");
  assertEquals([model.ghostBatchSize, model.dropRate], [4, 0.5]);
  assertEquals(model.statisticMultiplyAdds!("squared gradients"), 3 * 2);
  const factors = (3 + 1) ** 2 + 2 ** 2;
  assertEquals(model.statisticMultiplyAdds!("Kronecker factors"), factors);
});
