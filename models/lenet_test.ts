import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { lenet } from "./lenet.ts";

test("LeNet has the parameters and multiply-adds of LeNet-5", () => {
  const model = lenet();
  assertEquals(model.parameterCount, 61_706);
  // 2.50e6 FLOP an example, 6 for each multiply-add.
  assertEquals(model.multiplyAdds, 416_520);
});
