import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Exclusion } from "./exclusions.ts";
import type { SpecResult } from "./jasmine.ts";
import { judge } from "./judge.ts";

/** A spec's result; it passed if it said nothing. */
function result(name: string, ...messages: string[]): SpecResult {
  return {
    fullName: name,
    status: messages.length === 0 ? "passed" : "failed",
    failedExpectations: messages.map((message) => ({ message })),
  };
}

const SPARSE: Exclusion = {
  reason: "no kernel",
  error: "not registered",
  specs: { "sparse sum": 2 },
};

test("specs are counted, by reason where they are excluded", () => {
  const results = [
    result("add test-tensorflow {} two numbers"),
    result("sparse test-tensorflow {} sum of rows", "Sum is not registered"),
    result("sparse test-tensorflow {} sum of columns", "x", "not registered"),
    { ...result("add later"), status: "pending" } as const,
  ];
  assertEquals(judge(results, [SPARSE]), {
    ...{ specs: 4, passed: 1, pending: 1, failures: [] },
    excluded: new Map([["no kernel", 2]]),
  });
});

test("a failure that nothing excludes is one", () => {
  const results = [result("add test-tensorflow {} two numbers", "3", "4")];
  assertEquals(judge(results, []).failures, ["add two numbers: 3; 4"]);
});

test("so is one with another error than is said", () => {
  const results = [
    result("sparse sum a", "not registered"),
    result("sparse sum b", "not registered"),
    result("sparse sum c", "out of memory"),
  ];
  assertEquals(judge(results, [SPARSE]).failures, [
    "sparse sum c: out of memory",
  ]);
});

test("a spec that is excluded must fail", () => {
  const results = [
    result("sparse sum a", "not registered"),
    result("sparse sum b"),
  ];
  assertEquals(judge(results, [SPARSE]).failures, [
    "sparse sum: 1 of these specs fail, exclusions.ts says 2",
  ]);
  assertEquals(judge(results, [{ ...SPARSE, byMachine: true }]).failures, []);
});

test("more of them must not fail", () => {
  const results = ["a", "b", "c"].map((name) =>
    result(`sparse sum ${name}`, "not registered")
  );
  for (const exclusion of [SPARSE, { ...SPARSE, byMachine: true } as const]) {
    assertEquals(judge(results, [exclusion]).failures, [
      "sparse sum: 3 of these specs fail, exclusions.ts says 2",
    ]);
  }
});
