import { deepStrictEqual } from "node:assert";
import { describe } from "node:test";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  test,
} from "./testing_bdd.ts";

// A group, because the runner ignores what the last hook of a file throws. It
// checks the events that it and its hooks have recorded by the time its last
// test or hook runs, so its tests build on one another.

describe("hooks", () => {
  const events: string[] = [];
  beforeAll(() => {
    events.push("beforeAll");
  });
  beforeEach(async () => {
    await Promise.resolve();
    events.push("beforeEach");
  });
  afterEach(() => {
    events.push("afterEach");
  });
  afterAll(() => {
    deepStrictEqual(events, [
      "beforeAll",
      ...["beforeEach", "test", "afterEach"],
      ...["beforeEach", "other", "afterEach"],
    ]);
  });

  test("run around a synchronous test", () => {
    events.push("test");
    deepStrictEqual(events.slice(0, 3), ["beforeAll", "beforeEach", "test"]);
  });

  test("run around an asynchronous test", async () => {
    await Promise.resolve();
    events.push("other");
    deepStrictEqual(events.slice(-2), ["beforeEach", "other"]);
  });
});

test("a body gets no arguments", (...args: unknown[]) => {
  deepStrictEqual(args, []);
});
