import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { homedir, hostname, userInfo } from "node:os";
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
  const words = Object.values(await describeHost()).join(" ").split(" ");
  for (const name of [hostname(), userInfo().username, homedir()]) {
    assert(!words.includes(name), name);
  }
});
