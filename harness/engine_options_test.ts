import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../core/usage_error.ts";
import type { EngineName } from "../engines/engine.ts";
import { engineOptions } from "./engine_options.ts";

const cores = 2;

test("each engine takes its own options", () => {
  assertEquals(
    engineOptions("tensorflow", {
      ...{ strings: { threads: "8" }, xla: true, cores },
    }),
    { threads: 8, xla: true },
  );
  assertEquals(
    engineOptions("webgpu", {
      ...{ strings: { adapter: "H200" }, xla: false, cores },
    }),
    { adapter: "H200" },
  );
  assertEquals(engineOptions("wasm", { strings: {}, xla: false, cores }), {});
});

test("an option of another engine is refused", () => {
  const cases: readonly [EngineName, string, string][] = [
    ["wasm", "threads", "tensorflow"],
    ["webgpu", "threads", "tensorflow"],
    ["wasm", "adapter", "webgpu"],
    ["tensorflow", "adapter", "webgpu"],
    ["wasm", "xla", "tensorflow"],
  ];
  for (const [engine, option, itsEngine] of cases) {
    const strings = option === "xla" ? {} : { [option]: "1" };
    const { message } = assertThrows(
      () => engineOptions(engine, { strings, xla: option === "xla", cores }),
      UsageError,
    );
    assertEquals(
      message,
      `Cannot use --${option} on engine ${engine}: it goes with --engine ${itsEngine}`,
    );
  }
});

test("more threads than four on a core are refused", () => {
  const { message } = assertThrows(
    () =>
      engineOptions("tensorflow", {
        ...{ strings: { threads: "9" }, xla: false, cores },
      }),
    UsageError,
  );
  assertEquals(
    message,
    "Cannot use --threads 9: this machine has 2 processor cores, and more than 8 threads only get in each other's way",
  );
});
