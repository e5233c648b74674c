import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { homedir, hostname, userInfo } from "node:os";
import { resolve } from "node:path";
import { describeHost } from "./host.ts";

test("the machine is described", async () => {
  const { os, memoryGib, instructionSet, gpus, commit, dirty } =
    await describeHost();
  assertEquals(os, `${Deno.build.os} ${Deno.osRelease()}`);
  assertGreater(memoryGib, 0);
  if (Deno.build.os === "linux") assertMatch(instructionSet!, /^[A-Z\d_ ]+$/);
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
