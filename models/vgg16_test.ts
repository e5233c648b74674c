import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { vgg16 } from "./vgg16.ts";

const ghostBatchSize = 128;

// Counts printed in the protocol of the Fisher paper's claims; 1.88e9 FLOP an
// example, 6 for each multiply-add.
const COUNTS = [
  {
    model: vgg16({ ghostBatchSize }),
    parameters: 14_728_266,
    multiplyAdds: 313_201_664,
  },
  {
    model: vgg16({ ghostBatchSize, classes: 100 }),
    parameters: 14_774_436,
    multiplyAdds: 313_247_744,
  },
];

for (const { model, parameters, multiplyAdds } of COUNTS) {
  test(`${model.name} has ${parameters} parameters`, () => {
    assertEquals(model.parameterCount, parameters);
    assertEquals(model.multiplyAdds, multiplyAdds);
  });
}
