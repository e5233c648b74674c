import { assertEquals, assertGreater, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import config from "../../deno.json" with { type: "json" };
import { environment } from "./environment.ts";

const engine = {
  device: "abacus",
  fingerprint: { engine: "tensorflow", threads: "4" },
};

test("the environment names machine and versions", () => {
  const { deno, v8, platform, cpu, cores, ...rest } = environment(engine);
  assertEquals([deno, v8], [Deno.version.deno, Deno.version.v8]);
  assertMatch(platform, /^\w+-\w+$/);
  assertGreater(cpu.length, 0);
  assertGreater(cores, 0);
  assertEquals([rest.device, rest.threads], ["abacus", 4]);
  assertEquals(rest.gradnoise, config.version);
  assertEquals(
    config.imports["@tensorflow/tfjs-core"],
    `npm:@tensorflow/tfjs-core@${rest.tfjs}`,
  );
});

test("an engine whose fingerprint names no threads has one", () => {
  assertEquals(
    environment({ device: "CPU", fingerprint: { engine: "wasm" } }).threads,
    1,
  );
});

test("the environment survives JSON", () => {
  assertEquals(
    JSON.parse(JSON.stringify(environment(engine))),
    environment(engine),
  );
});
