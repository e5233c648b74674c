import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { timedSteps } from "./timed_steps.ts";

test("steps are done one after the other, each with its loss and time", async () => {
  let [running, done] = [0, 0];
  const { losses, milliseconds } = await timedSteps(async () => {
    assertEquals(++running, 1);
    await Promise.resolve();
    running--;
    return ++done;
  }, 3);
  assertEquals(losses, [1, 2, 3]);
  assertEquals(milliseconds.length, 3);
  assert(milliseconds.every((time) => time >= 0));
});

test("no steps take no time", async () => {
  const run = await timedSteps(() => Promise.resolve(1), 0);
  assertEquals(run, { losses: [], milliseconds: [] });
});
