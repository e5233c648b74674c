import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { cudaDevice } from "./cuda_device.ts";

test("the GPU is named with its generation and driver, if there is one", async () => {
  const found = cudaDevice();
  const smi = await new Deno.Command("sh", {
    args: ["-c", "nvidia-smi --query-gpu=name --format=csv,noheader"],
    stderr: "null",
  }).output();
  if (!smi.success) return assertEquals(found, undefined);
  const [name] = new TextDecoder().decode(smi.stdout).split("\n");
  assertEquals(found?.split(",")[0], name);
  assertMatch(found!, /, compute \d+\.\d, CUDA \d+\.\d$/);
});
