import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { alexnet } from "./alexnet.ts";

// Counts printed in the protocol of the Fisher paper's claims; 8.97e7 FLOP an
// example, 6 for each multiply-add.
const COUNTS = [
  { model: alexnet(), parameters: 2_472_266, multiplyAdds: 14_957_056 },
  {
    model: alexnet({ classes: 100 }),
    parameters: 2_495_396,
    multiplyAdds: 14_980_096,
  },
];

for (const { model, parameters, multiplyAdds } of COUNTS) {
  test(`${model.name} has ${parameters} parameters`, () => {
    assertEquals(model.parameterCount, parameters);
    assertEquals(model.multiplyAdds, multiplyAdds);
  });
}
