import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { pause, pauseUntil } from "./pause.ts";

test("pause comes to an end", async () => {
  await pause(1);
  await pause(1, { signal: new AbortController().signal });
});

test("pause rejects with the reason of an abort, before and during", async () => {
  const reason = new Error("enough");
  const controller = new AbortController();
  const { signal } = controller;
  const pausing = assertRejects(() => pause(1e9, { signal }));
  controller.abort(reason);
  assertStrictEquals(await pausing, reason);
  assertStrictEquals(await assertRejects(() => pause(0, { signal })), reason);
});

test("pauseUntil comes to an end, or to that of an abort", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  await pauseUntil(signal, { ms: 1 });
  let ended = false;
  const pausing = pauseUntil(signal, { ms: 1e9 }).then(() => {
    ended = true;
  });
  // A shorter one ends first.
  await pause(1);
  assertEquals(ended, false);
  controller.abort(new Error("enough"));
  await pausing;
  await pauseUntil(signal, { ms: 1e9 });
});
