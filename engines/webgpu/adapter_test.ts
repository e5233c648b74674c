import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import { findAdapter, hardwareAdapter, isSoftware } from "./adapter.ts";

for (
  const { description, isFallbackAdapter, software } of [
    {
      description: "llvmpipe (LLVM 15.0.6, 256 bits)",
      isFallbackAdapter: false,
      software: true,
    },
    {
      description: "SwiftShader Device (Subzero)",
      isFallbackAdapter: false,
      software: true,
    },
    {
      description: "Microsoft Basic Render Driver",
      isFallbackAdapter: false,
      software: true,
    },
    { description: "Anything", isFallbackAdapter: true, software: true },
    { description: "NVIDIA H200", isFallbackAdapter: false, software: false },
    { description: "Apple M3 Max", isFallbackAdapter: false, software: false },
  ]
) {
  test(`${description} is ${software ? "" : "not "}software`, () => {
    assertEquals(isSoftware({ description, isFallbackAdapter }), software);
  });
}

test("an adapter is found by part of its name, in any case", async () => {
  const { name } = await findAdapter();
  assertEquals((await findAdapter(name.slice(1, 6).toUpperCase())).name, name);
});

test("an adapter that is not there is refused", async () => {
  await assertRejects(
    () => findAdapter("abacus"),
    UsageError,
    'Cannot use adapter "abacus" with engine webgpu: this machine offers ',
  );
});

test("software is never taken for hardware", async () => {
  const description = await hardwareAdapter() ?? "none";
  assert(!isSoftware({ description, isFallbackAdapter: false }), description);
});

test("without a driver the error says what to install", async () => {
  const module = new URL("./adapter.ts", import.meta.url).href;
  const script = `const { findAdapter } = await import("${module}");
    await findAdapter().catch((error) => console.log(String(error)));`;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-config", script],
    // A kind of driver that this system does not have.
    env: {
      DENO_WEBGPU_BACKEND: Deno.build.os === "windows" ? "metal" : "dx12",
    },
  }).output();
  assertEquals(
    new TextDecoder().decode(stdout),
    "UsageError: Cannot use engine webgpu: no adapter; install a Vulkan, Metal or DX12 driver (Debian: apt install mesa-vulkan-drivers libvulkan1)\n",
    new TextDecoder().decode(stderr),
  );
});
