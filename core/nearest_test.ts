import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { nearest } from "./nearest.ts";

const NAMES = ["ne-exact", "ne-large-batch", "ne-covariance"];

test("the beginning of a name means that name", () => {
  // "ne-exact" is nearer in letters.
  assertEquals(nearest("ne-larg", NAMES), "ne-large-batch");
});

test("else the name with the fewest letters to change is meant", () => {
  assertEquals(nearest("nexact", NAMES), "ne-exact");
  assertEquals(nearest("large-batch", NAMES), "ne-large-batch");
});

test("capitals do not matter, and the name keeps its own", () => {
  assertEquals(nearest("WASM", ["auto", "wasm"]), "wasm");
  assertEquals(nearest("LENET", ["F1", "LeNet"]), "LeNet");
  assertEquals(nearest("lnet", ["F1", "LeNet"]), "LeNet");
});
