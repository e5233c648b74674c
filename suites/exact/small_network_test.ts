import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { smallNetwork } from "./small_network.ts";

test("smallNetwork has few parameters", () => {
  const model = smallNetwork({
    ...{ inputShape: [4, 4, 1], filters: 2, classes: 3 },
  });
  // (9 + 1) · 2 + (32 + 1) · 3
  assertEquals(model.parameterCount, 119);
});
