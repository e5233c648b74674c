import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import { sgd } from "./sgd.ts";

test("one minibatch, every example weighs 1/B", () => {
  assertEquals(sgd().minibatches, 1);
  assertEquals([...sgd().weights(4, rootKey(0))], [0.25, 0.25, 0.25, 0.25]);
});
