import { join } from "node:path";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { UsageError } from "../../../core/usage_error.ts";
import { installationIn } from "../installation/installation.ts";
import { makePackage } from "../installation/testing.ts";
import { runScript, writeProgram } from "../installation/testing_process.ts";
import { packageOf, variantOf } from "./variant.ts";

test("packageOf knows the package of each build", () => {
  const name = (variant: "cpu" | "cuda", platform: string) =>
    packageOf(variant, { platform });
  assertEquals(name("cpu", "linux x86_64"), "tensorflow-cpu");
  assertEquals(name("cuda", "linux x86_64"), "tensorflow");
  assertEquals(name("cpu", "linux aarch64"), "tensorflow");
  assertEquals(name("cpu", "darwin aarch64"), "tensorflow");
  assertThrows(
    () => name("cpu", "windows x86_64"),
    UsageError,
    "Cannot install TensorFlow on windows x86_64: it exists for linux x86_64, ",
  );
  assertThrows(
    () => name("cuda", "darwin aarch64"),
    UsageError,
    "Cannot install the cuda build of TensorFlow on darwin aarch64: it exists " +
      "for linux x86_64. Use --variant cpu",
  );
});

const BUILDS = [
  { name: "tensorflow_cpu", nvidia: false, x86: "cpu", arm: "cpu" },
  // Another package may have brought NVIDIA's libraries.
  { name: "tensorflow_cpu", nvidia: true, x86: "cpu", arm: "cpu" },
  { name: "tensorflow", nvidia: false, x86: "cpu", arm: "cpu" },
  { name: "tensorflow", nvidia: true, x86: "cuda", arm: "cpu" },
];

for (const { name, nvidia, x86, arm } of BUILDS) {
  test(`variantOf tells ${name} with${nvidia ? "" : "out"} NVIDIA's`, () =>
    withFolder(async (packages) => {
      const folder = await makePackage(packages, { name });
      const cublas = join(packages, "nvidia", "cublas");
      if (nvidia) await Deno.mkdir(cublas, { recursive: true });
      const found = installationIn(folder, { source: "a test" })!;
      assertEquals(variantOf(found, { platform: "linux x86_64" }), x86);
      assertEquals(variantOf(found, { platform: "linux aarch64" }), arm);
    }));
}

test("variantOf does not guess for libraries without their package", () =>
  withFolder(async (packages) => {
    const folder = await makePackage(packages);
    const bare = join(packages, "bare");
    await Deno.mkdir(join(bare, "nvidia", "cublas"), { recursive: true });
    await Deno.rename(folder, join(bare, "lib"));
    const found = installationIn(join(bare, "lib"), { source: "a test" })!;
    assertEquals(variantOf(found), undefined);
  }));

test("defaultVariant is CUDA where there is a build and a driver answers", () =>
  withFolder(async (home) => {
    const module = new URL("./variant.ts", import.meta.url);
    const script = `import { defaultVariant } from "${module}";
      console.log(await defaultVariant());`;
    const variant = async () => {
      const leave = ["--allow-run"];
      return (await runScript(script, { home, leave, path: "" })).stdout;
    };
    assertEquals(await variant(), "cpu");
    await writeProgram(home, { name: "nvidia-smi", script: "exit 9" });
    assertEquals(await variant(), "cpu");
    await writeProgram(home, {
      name: "nvidia-smi",
      script: "echo GPU 0: H200",
    });
    const cudaHere = `${Deno.build.os} ${Deno.build.arch}` === "linux x86_64";
    assertEquals(await variant(), cudaHere ? "cuda" : "cpu");
  }));
