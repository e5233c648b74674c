import { join } from "node:path";
import {
  assertEquals,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../core/testing_folder.ts";
import { evaluatedWith } from "../core/testing_environment.ts";
import { chooseEngine, type EngineChoice } from "./choose.ts";
import { ENGINE_NAMES } from "./engine.ts";
import { makePackage } from "./tensorflow/installation/testing.ts";

test("auto takes TensorFlow where it is installed and says why", async () => {
  const { name, reason } = await chooseEngine("auto");
  assertEquals(name, "tensorflow");
  assertStringIncludes(reason, "auto: TensorFlow 2.");
});

test("a named engine is never replaced", async () => {
  for (const name of ENGINE_NAMES) {
    assertEquals((await chooseEngine(name)).name, name);
  }
});

/** What "auto" is where `GRADNOISE_TENSORFLOW` is `folder`. */
function autoWith(folder: string): Promise<unknown> {
  return evaluatedWith(new URL("choose.ts", import.meta.url), {
    expression: 'module.chooseEngine("auto")',
    env: { GRADNOISE_TENSORFLOW: folder },
  });
}

test("auto refuses a named folder that has no library", () =>
  withFolder(async (folder) => {
    const { name, message } = await autoWith(folder) as Error;
    assertEquals(name, "UsageError");
    assertStringIncludes(message, folder);
  }));

test("auto says why it passes over a named library", () =>
  withFolder(async (packages) => {
    const folder = await makePackage(packages, { version: "2.9.1" });
    const { name, reason } = await autoWith(folder) as EngineChoice;
    assertNotEquals(name, "tensorflow");
    assertStringIncludes(
      reason,
      "no usable TensorFlow: Cannot use TensorFlow 2.9.1 in " +
        `${folder} (GRADNOISE_TENSORFLOW): `,
    );
  }));

test("auto names a library without its package, of no known version", () =>
  withFolder(async (home) => {
    const folder = join(home, "lib");
    await Deno.rename(await makePackage(join(home, "packages")), folder);
    assertEquals(await autoWith(folder), {
      name: "tensorflow",
      reason: "auto: TensorFlow of GRADNOISE_TENSORFLOW",
    });
  }));
