import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { useBackend } from "./backend.ts";
import "@tensorflow/tfjs-backend-cpu";

test("a backend that does not exist is an error, not another one", async () => {
  await useBackend("cpu");
  await assertRejects(() => useBackend("abacus"), Error);
});

test("wasm whose binary cannot be read is an error, not cpu", async () => {
  const binary = fileURLToPath(import.meta.resolve(
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
  ));
  const project = fileURLToPath(new URL("..", import.meta.url));
  const module = new URL("./mod.ts", import.meta.url).href;
  const script = `const { openEngine } = await import("${module}");
    await openEngine("wasm");`;
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--config", `${project}/deno.json`],
      ...["--allow-env", "--allow-read", `--deny-read=${binary}`],
      `data:application/javascript,${encodeURIComponent(script)}`,
    ],
  }).output();
  const printed = new TextDecoder().decode(stderr);
  assertEquals(code, 1, printed);
  assertStringIncludes(printed, "Cannot start engine wasm");
});
