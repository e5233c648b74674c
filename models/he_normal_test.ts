import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import { heNormal } from "./he_normal.ts";

const key = split(rootKey(0), "kernel");

for (const shape of [[300, 200], [3, 3, 60, 80]]) {
  test(`moments are those of N(0, 2 / in), [${shape}]`, () => {
    const kernel = heNormal(key, shape);
    const outputs = shape.at(-1)!;
    const count = kernel.length;
    const variance = 2 / (count / outputs);
    const moment = (power: number) =>
      kernel.reduce((sum, weight) => sum + weight ** power, 0) / count;
    // Five standard errors each, of a normal number's first four moments.
    const allowed = (variances: number) => 5 * Math.sqrt(variances / count);
    assertAlmostEquals(moment(1), 0, allowed(variance));
    assertAlmostEquals(moment(2), variance, allowed(2 * variance ** 2));
    assertAlmostEquals(
      moment(4),
      3 * variance ** 2,
      allowed(96 * variance ** 4),
    );
  });
}

test("pure in the key", () => {
  const kernel = heNormal(key, [3, 4]);
  assertEquals(heNormal(key, [3, 4]), kernel);
  const other = heNormal(split(rootKey(1), "kernel"), [3, 4]);
  assert(kernel.every((weight, i) => weight !== other[i]));
});
