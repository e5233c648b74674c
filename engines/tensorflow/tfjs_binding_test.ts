import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openParts } from "./testing.ts";
import { asTfjsBinding } from "./tfjs_binding.ts";

const { binding } = await openParts();
const tfjs = asTfjsBinding(binding);

test("tensors and operations are those of the binding", () => {
  const before = binding.getNumOfTensors();
  const id = tfjs.createTensor([2], tfjs.TF_FLOAT, Float32Array.of(1, -2));
  const [result] = tfjs.executeOp("Neg", [], [id], 1);
  assertEquals(tfjs.tensorDataSync(result!.id), Float32Array.of(-1, 2));
  assertEquals(tfjs.getNumOfTensors(), before + 2);
  tfjs.deleteTensor(id);
  tfjs.deleteTensor(result!.id);
  assertEquals(binding.getNumOfTensors(), before);
});

test("it says which library and device it is", () => {
  assertMatch(tfjs.TF_Version, /^\d+\.\d+\.\d+/);
  assertEquals(tfjs.isUsingGpuDevice(), binding.context.gpu);
});

test("there are no saved models", () => {
  assertEquals(tfjs.getNumOfSavedModels(), 0);
  assertThrows(
    () => tfjs.loadSavedModel("folder", "serve"),
    Error,
    "Cannot load a saved model: this engine has no saved models",
  );
});
