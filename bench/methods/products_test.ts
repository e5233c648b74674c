import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { networkOf } from "../works.ts";
import { multiplyAddsOf, type Product, sumOf } from "./products.ts";
import { METHOD_WORKS, sizesOf } from "./works.ts";

/** Weights and biases of all products. */
function scalarsOf(products: readonly Product[]): number {
  return sumOf(
    products,
    ({ inputs, outputs, bias }) => (inputs + (bias ? 1 : 0)) * outputs,
  );
}

for (const work of METHOD_WORKS) {
  test(`the products of ${work.title} are those of the network`, () => {
    const { products } = sizesOf(work);
    const model = networkOf(work.network, work);
    assertEquals(multiplyAddsOf(products), model.multiplyAdds);
    // Each normalised channel has γ and β besides.
    const normalised = work.network === "f1"
      ? 0
      : sumOf(products.slice(0, -1), ({ outputs }) => 2 * outputs);
    assertEquals(scalarsOf(products) + normalised, model.parameterCount);
  });
}
