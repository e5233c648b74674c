import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { requireTensorflow } from "./installation/find.ts";
import { openTensorflow } from "./open.ts";
import { openParts } from "./testing.ts";

test("threads are counted", async () => {
  for (const threads of [-1, 0, 1.5, NaN]) {
    await assertRejects(
      () => openTensorflow({ threads }),
      RangeError,
      `with ${threads} threads: use a positive integer`,
    );
  }
});

test("XLA can be told to make products in single precision", async () => {
  const { native } = await openParts();
  const { framework } = await requireTensorflow();
  const { isTf32Allowed } = Deno.dlopen(framework, {
    isTf32Allowed: {
      name: "_ZN3tsl33tensor_float_32_execution_enabledEv",
      parameters: [],
      result: "bool",
    },
  }).symbols;
  const before = isTf32Allowed();
  for (const allowed of [false, true]) {
    native.symbols.allowTf32!(allowed);
    assertEquals(isTf32Allowed(), allowed);
  }
  native.symbols.allowTf32!(before);
});
