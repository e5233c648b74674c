import { assertEquals, assertGreater, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { environment } from "./environment.ts";

test("the environment names machine and versions", () => {
  const { deno, v8, platform, cpu, cores } = environment();
  assertEquals([deno, v8], [Deno.version.deno, Deno.version.v8]);
  assertMatch(platform, /^\w+-\w+$/);
  assertGreater(cpu.length, 0);
  assertGreater(cores, 0);
});

test("the environment survives JSON", () => {
  assertEquals(JSON.parse(JSON.stringify(environment())), environment());
});
