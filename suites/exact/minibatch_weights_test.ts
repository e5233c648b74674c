import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { noiseEnhancement } from "../../methods/noise_enhancement.ts";
import { sgd } from "../../methods/sgd.ts";
import { minibatchWeights } from "./minibatch_weights.ts";

test("minibatchWeights gives one weight a minibatch", () => {
  assertEquals(minibatchWeights(sgd(), 4), [0.25]);
  assertEquals(
    minibatchWeights(noiseEnhancement({ alpha: 3 }), 4),
    [0.75, -0.5],
  );
});

test("weights that differ within a minibatch are refused", () => {
  const uneven = { ...sgd(), weights: () => Float32Array.of(0.4, 0.6) };
  assertThrows(
    () => minibatchWeights(uneven, 2),
    RangeError,
    "Cannot give minibatch 0 of SGD one weight",
  );
});
