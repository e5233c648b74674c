import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openContext } from "./context.ts";
import { openParts } from "./testing.ts";

const { native, binding } = await openParts();

test("the device is the GPU if there is one, else the CPU", () => {
  const { device, gpu } = binding.context;
  assertMatch(device, gpu ? /device:GPU:0$/ : /device:CPU:0$/);
});

test("another context is of the same device", () => {
  const { device, gpu } = openContext(native, { threads: 1 });
  assertEquals({ device, gpu }, {
    device: binding.context.device,
    gpu: binding.context.gpu,
  });
});
