import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { c1, c2 } from "./c1_c2.ts";

// Counts printed in the protocol of the noise-enhancement paper's claims.
const COUNTS = [
  { model: c1(), parameters: 1_963_658, multiplyAdds: 266_051_584 },
  { model: c2(), parameters: 7_665_380, multiplyAdds: 324_833_280 },
  {
    model: c2({ classes: 10 }),
    parameters: 7_573_130,
    multiplyAdds: 324_833_280 - 1024 * 90,
  },
  // The reduced network: 2.61e7 FLOP an example, 6 for each multiply-add.
  {
    model: c1({ widths: [8, 16, 32] }),
    parameters: 35_802,
    multiplyAdds: 4_355_072,
  },
];

for (const { model, parameters, multiplyAdds } of COUNTS) {
  test(`${model.name} has ${parameters} parameters`, () => {
    assertEquals(model.parameterCount, parameters);
    assertEquals(model.multiplyAdds, multiplyAdds);
  });
}

test("C1 and C2 normalise ghost batches of 100 unless told otherwise", () => {
  assertEquals([c1().ghostBatchSize, c2().ghostBatchSize], [100, 100]);
  assertEquals(c1({ ghostBatchSize: 50 }).ghostBatchSize, 50);
});
