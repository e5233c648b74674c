import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { Pace } from "./pace.ts";

test("speeds are those of the last seconds", () => {
  const pace = new Pace();
  for (let second = 0; second <= 60; second++) {
    // Ten steps a second at first, a hundred after half a minute.
    const step = second <= 30 ? 10 * second : 300 + 100 * (second - 30);
    pace.note({ step, examples: 5 * step }, 1000 * second);
    if (second === 20) assertEquals(pace.stepsPerSecond(), 10);
  }
  assertEquals(pace.stepsPerSecond(), 100);
  assertEquals(pace.examplesPerSecond(), 500);
});

test("a pause lowers them", () => {
  const pace = new Pace();
  pace.note({ step: 0 }, 0);
  pace.note({ step: 100 }, 1000);
  pace.note({ step: 110 }, 60_000);
  // 10 steps in the 59 s between the last two that it said.
  assertEquals(pace.stepsPerSecond(), 10 / 59);
});

test("nothing is known at first, of runs without steps or examples", () => {
  const pace = new Pace();
  assertEquals(pace.stepsPerSecond(), undefined);
  pace.note({ step: 0 }, 0);
  assertEquals(pace.stepsPerSecond(), undefined);
  pace.note({ step: 1 }, 499);
  assertEquals(pace.stepsPerSecond(), undefined);
  pace.note({ step: 1 }, 500);
  assertEquals(pace.stepsPerSecond(), 2);
  assertEquals(pace.examplesPerSecond(), undefined);
  const still = new Pace();
  still.note({ step: 0 }, 0);
  still.note({ step: 0 }, 5000);
  assertEquals(still.stepsPerSecond(), undefined);
});
