import { fileURLToPath } from "node:url";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import plugin from "./mod.ts";

/** The complaints about `source` as the text of the file `path`. */
function complaints(path: string, source: string): string[] {
  const filename = fileURLToPath(new URL(`../${path}`, import.meta.url));
  return Deno.lint.runPlugin(plugin, filename, source)
    .map(({ id, message }) => {
      assertEquals(id, "gradnoise/import-direction");
      return message;
    });
}

/** Whether the file `importer` may import the file `imported`. */
function allows(importer: string, imported: string): boolean {
  const up = "../".repeat(importer.split("/").length - 1) || "./";
  return complaints(importer, `import "${up}${imported}";`).length === 0;
}

const ALLOWED = [
  ["core/key.ts", "core/philox.ts"],
  ["engines/wasm.ts", "core/tensors.ts"],
  ["engines/tensorflow/ffi.ts", "core/tensors.ts"],
  ["methods/sgd.ts", "core/method.ts"],
  ["models/mlp.ts", "core/model.ts"],
  ["datasets/mnist.ts", "core/usage_error.ts"],
  ["training/step.ts", "engines/mod.ts"],
  ["suites/list.ts", "suites/noise_enhancement/study.ts"],
  ["suites/noise_enhancement/study.ts", "methods/mod.ts"],
  ["suites/noise_enhancement/study.ts", "training/mod.ts"],
  ["suites/noise_enhancement/study.ts", "golden/paper/ne_table_3.csv"],
  ["harness/plan.ts", "suites/list.ts"],
  ["harness/plan.ts", "datasets/mod.ts"],
  ["bench/methods.ts", "training/mod.ts"],
  ["mod.ts", "training/mod.ts"],
  ["core/tensors_test.ts", "engines/cpu.ts"],
  ["training/step_test.ts", "datasets/synthetic.ts"],
  ["lint/mod.ts", "lint/import_direction.ts"],
] as const;

const FORBIDDEN = [
  ["core/key.ts", "engines/wasm.ts"],
  ["engines/wasm.ts", "training/step.ts"],
  ["methods/sgd.ts", "models/mlp.ts"],
  ["methods/sgd.ts", "datasets/synthetic.ts"],
  ["models/mlp.ts", "engines/wasm.ts"],
  ["datasets/mnist.ts", "methods/sgd.ts"],
  ["training/step.ts", "methods/sgd.ts"],
  ["suites/list.ts", "harness/plan.ts"],
  ["harness/plan.ts", "suites/noise_enhancement/study.ts"],
  ["harness/plan.ts", "methods/mod.ts"],
  ["harness/plan.ts", "models/mod.ts"],
  ["harness/plan.ts", "training/mod.ts"],
  ["bench/methods.ts", "suites/list.ts"],
  ["bench/methods.ts", "harness/plan.ts"],
  ["bench/methods.ts", "golden/paper/ne_table_3.csv"],
  ["mod.ts", "suites/mod.ts"],
  ["mod.ts", "harness/plan.ts"],
  ["methods/sgd.ts", "mod.ts"],
  ["golden/read.ts", "core/key.ts"],
  ["methods/sgd_test.ts", "datasets/mnist.ts"],
  ["core/key_test.ts", "methods/sgd.ts"],
  ["core/key.ts", "std/csv.ts"],
  ["core/key_test.ts", "std/assert.ts"],
  ["core/key.ts", "lint/mod.ts"],
  ["core/key.ts", "corelib/key.ts"],
  ["scripts/run.ts", "core/key.ts"],
] as const;

test("the direction of the design is allowed", () => {
  for (const [importer, imported] of ALLOWED) {
    assertEquals(allows(importer, imported), true, `${importer} ${imported}`);
  }
});

test("every other direction is reported", () => {
  for (const [importer, imported] of FORBIDDEN) {
    assertEquals(allows(importer, imported), false, `${importer} ${imported}`);
  }
});

test("every form of import and export is seen, and workers", () => {
  const forms = [
    'import { a } from "../methods/sgd.ts";',
    'import type { A } from "../methods/sgd.ts";',
    'export { a } from "../methods/sgd.ts";',
    'export * from "../methods/sgd.ts";',
    'const a = await import("../methods/sgd.ts");',
    'type A = import("../methods/sgd.ts").A;',
    "const a = await import(`../methods/sgd.ts`);",
    'import a = require("../methods/sgd.ts");',
    'new Worker(new URL("../methods/sgd.ts", import.meta.url));',
    'new Worker(new URL("../methods/sgd.ts", import.meta.url).href, {});',
    'new Worker(import.meta.resolve("../methods/sgd.ts"));',
  ];
  for (const form of forms) {
    assertEquals(complaints("core/key.ts", form).length, 1, form);
  }
});

test("names that are no paths, and files elsewhere, are not ours", () => {
  const source = 'import "@std/assert"; import "node:fs"; export const a = 1;';
  assertEquals(complaints("core/key.ts", source), []);
  assertEquals(complaints("../other/a.ts", 'import "./core/key.ts";'), []);
});

test("files that are read are no imports", () => {
  const source = 'Deno.readTextFile(new URL("../golden/a", import.meta.url));';
  assertEquals(complaints("core/key.ts", source), []);
});

test("std knows its own files by their paths", () => {
  assertEquals(allows("std/cli_test.ts", "std/cli.ts"), true);
  assertEquals(complaints("std/cli_test.ts", 'import "@std/cli";'), [
    'Cannot import "@std/cli" in std/cli_test.ts: ' +
    "it may be mapped to the original; use the path of our file",
  ]);
});

test("the complaint says who may import whom", () => {
  const [message] = complaints(
    "training/step.ts",
    'import "../methods/sgd.ts";',
  );
  assertEquals(
    message,
    "Cannot import methods/sgd.ts from training/step.ts: " +
      "it may import only core, engines",
  );
});
