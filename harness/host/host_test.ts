import { assert, assertEquals, assertGreater } from "@std/assert";
import { test } from "@std/testing/bdd";
import { homedir, hostname, userInfo } from "node:os";
import { resolve } from "node:path";
import { describeHost } from "./host.ts";
import { instructionSet } from "./instruction_set.ts";

test("the machine is described", async () => {
  const host = await describeHost();
  const { gpus, commit, dirty } = host;
  assertEquals(host.os, `${Deno.build.os} ${Deno.osRelease()}`);
  assertGreater(host.memoryGib, 0);
  assertEquals(host.instructionSet, await instructionSet());
  assert(gpus.every(({ name, driver, memory }) => name && driver && memory));
  // A copy without git has neither.
  assertEquals(commit === null, dirty === null);
});

test("nothing says whose machine it is", async () => {
  const text = JSON.stringify(await describeHost());
  const project = resolve(import.meta.dirname!, "../..");
  for (const folder of [homedir(), project]) {
    assert(!text.includes(folder), folder);
  }
  // Short names may well be parts of words.
  const words = text.split(/[^\w-]+/);
  for (const name of [hostname().split(".")[0]!, userInfo().username]) {
    assert(!words.includes(name), name);
  }
});
