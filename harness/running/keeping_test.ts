import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Checkpoint, CheckpointError } from "../records/checkpoint.ts";
import { keep, type KeepingOptions, Stopped } from "./keeping.ts";
import { checkpointWith } from "../records/testing.ts";

/** A run under way whose clock, file and requests a test decides on. */
async function keptWith(
  { before, ...options }:
    & { before?: Checkpoint | Error }
    & Partial<KeepingOptions> = {},
) {
  const state = {
    milliseconds: 0,
    /** What a snapshot takes. */
    cost: 10,
    signal: undefined as "SIGINT" | "SIGTERM" | undefined,
    full: false,
    written: [] as Checkpoint[],
    said: [] as string[],
  };
  const kept = await keep({
    file: {
      read: () =>
        before instanceof Error
          ? Promise.reject(before)
          : Promise.resolve(before),
      write: (checkpoint) => {
        if (state.full) return Promise.reject(new Error("No space left"));
        state.written.push(checkpoint);
        return Promise.resolve();
      },
    },
    request: state,
    say: (message) => state.said.push(message),
    now: () => state.milliseconds,
    ...options,
  });
  /** Goes on until a time, where the run may be stopped. */
  const pauseAt = async (seconds: number) => {
    state.milliseconds = 1000 * seconds;
    await kept.onPause!({
      snapshot: () => {
        state.milliseconds += state.cost;
        return Promise.resolve(checkpointWith(seconds).snapshot);
      },
    });
  };
  const times = () => state.written.map(({ seconds }) => seconds);
  return { state, kept, pauseAt, times };
}

test("a run is kept every two minutes", async () => {
  const { state, pauseAt, times } = await keptWith();
  for (const second of [0, 60, 119, 121, 200, 240, 242, 350, 363]) {
    await pauseAt(second);
  }
  assertEquals(times(), [121, 242, 363]);
  assertEquals(state.written[0]!.snapshot, checkpointWith(121).snapshot);
  assertEquals(state.said, []);
});

test("checkpoints take a hundredth of the time at most", async () => {
  const { state, pauseAt, times } = await keptWith();
  state.cost = 3000;
  for (const second of [120, 240, 419, 421]) await pauseAt(second);
  assertEquals(times(), [120, 421]);
});

test("the time between them can be chosen, down to every pause", async () => {
  const often = await keptWith({ everySeconds: 0 });
  for (const second of [0, 0, 1, 1.5]) await often.pauseAt(second);
  assertEquals(often.times(), [0, 0, 1, 1.5]);
  const seldom = await keptWith({ everySeconds: 10 });
  for (const second of [9, 11, 20, 21]) await seldom.pauseAt(second);
  assertEquals(seldom.times(), [11, 21]);
});

test("a request stops the run at its next pause, and keeps it", async () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const { state, pauseAt, times } = await keptWith();
    await pauseAt(1);
    state.signal = signal;
    const stopped = await assertRejects(() => pauseAt(2), Stopped);
    assertEquals(stopped.signal, signal);
    assertEquals(times(), [2]);
  }
});

test("a full disk is told of once, and the run goes on", async () => {
  const { state, pauseAt, times } = await keptWith();
  state.full = true;
  await pauseAt(121);
  await pauseAt(242);
  assertEquals(state.said, [
    "no checkpoint can be written (No space left); it goes on without",
  ]);
  state.full = false;
  await pauseAt(363);
  assertEquals(times(), [363]);
  state.full = true;
  state.signal = "SIGTERM";
  await assertRejects(() => pauseAt(364), Stopped);
});

test("a run goes on from its checkpoint, and counts the time before", async () => {
  const before = checkpointWith(50);
  const { kept, pauseAt, times } = await keptWith({ before });
  assertEquals(kept.resume, before.snapshot);
  assertEquals(kept.secondsBefore, 50);
  await pauseAt(121);
  assertEquals(times(), [171]);
});

test("a checkpoint that cannot be used is told of, and the run starts anew", async () => {
  const cases: readonly (readonly [Error, string])[] = [
    [new CheckpointError("is of other sources"), "is of other sources"],
    [new Deno.errors.PermissionDenied("no"), "cannot be read (no)"],
  ];
  for (const [before, said] of cases) {
    const { state, kept, pauseAt, times } = await keptWith({ before });
    assertEquals(state.said, [`its checkpoint ${said}; it starts anew`]);
    assertEquals([kept.resume, kept.secondsBefore], [undefined, 0]);
    await pauseAt(121);
    assertEquals(times(), [121]);
  }
});
