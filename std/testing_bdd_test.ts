import { deepStrictEqual } from "node:assert";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  it,
  test,
} from "@std/testing/bdd";

// Each group checks the events that it and its hooks have recorded by the time
// its last test or hook runs, so the tests of a group build on one another.

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
      ...["beforeEach", "it", "afterEach"],
    ]);
  });

  test("run around a synchronous test", () => {
    events.push("test");
    deepStrictEqual(events.slice(0, 3), ["beforeAll", "beforeEach", "test"]);
  });

  it("run around an asynchronous test", async () => {
    await Promise.resolve();
    events.push("it");
    deepStrictEqual(events.slice(-2), ["beforeEach", "it"]);
  });
});

test("a body gets no arguments", (...args: unknown[]) => {
  deepStrictEqual(args, []);
});
