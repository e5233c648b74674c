// The oracle here is Node's own module: these assertions cannot vouch for
// themselves.
import { ok, rejects, strictEqual, throws } from "node:assert";
import { test } from "./testing_bdd.ts";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertExists,
  assertGreater,
  assertInstanceOf,
  AssertionError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  fail,
} from "./assert.ts";

function fails(assertion: () => void, message: RegExp): void {
  throws(assertion, (error: unknown) => {
    ok(error instanceof AssertionError);
    strictEqual(error.name, "AssertionError");
    return message.test(error.message);
  });
}

test("assert and fail give the reason", () => {
  assert(1);
  fails(() => assert(0, "no items"), /^no items$/);
  fails(() => fail("unreachable"), /^Failed assertion: unreachable$/);
});

test("assertEquals compares deeply, NaN and typed arrays by element", () => {
  assertEquals({ a: [1, NaN] }, { a: [1, NaN] });
  assertEquals(new Float32Array([1, NaN]), new Float32Array([1, NaN]));
  assertEquals(new Map([["a", new Set([1])]]), new Map([["a", new Set([1])]]));
  fails(() => assertEquals([1], [2], "seed 3"), /at \[0\]: seed 3\n/);
  fails(() => assertEquals<object>([1], new Float32Array([1])), /not equal/);
  fails(() => assertEquals<object>({ a: undefined }, {}), /equal at \[a\]/);
  fails(() => assertEquals(0, -0), /not equal\.\n.*0\n.*-0/);
});

test("assertEquals finds the difference in a large typed array", () => {
  const actual = new Float32Array(100_000);
  const expected = actual.slice();
  expected[98_765] = 1e-30;
  fails(
    () => assertEquals({ w: actual }, { w: expected }),
    /equal at \[w\]\[98765\]/,
  );
});

test("assertEquals reports on cyclic values", () => {
  type Node = { self?: Node; value: number };
  const [actual, expected]: [Node, Node] = [{ value: 1 }, { value: 2 }];
  [actual.self, expected.self] = [actual, expected];
  fails(() => assertEquals(actual, expected), /equal at \[value\]/);
});

test("assertNotEquals fails on equal values", () => {
  assertNotEquals([1], [2]);
  fails(() => assertNotEquals([NaN], [NaN]), /not to be: \[ NaN \]/);
});

test("assertStrictEquals compares identity", () => {
  const list = [1];
  assertStrictEquals(list, list);
  assertStrictEquals(NaN, NaN);
  fails(() => assertStrictEquals([1], [1]), /not strictly equal/);
});

test("assertAlmostEquals takes an absolute tolerance", () => {
  assertAlmostEquals(1 + 1e-8, 1);
  assertAlmostEquals(Infinity, Infinity);
  assertAlmostEquals(1.5, 1, 0.5);
  fails(() => assertAlmostEquals(1 + 1e-6, 1), /close to "1"/);
  fails(() => assertAlmostEquals(1.5, 1, 0.4), /greater than "0.4"/);
  fails(() => assertAlmostEquals(NaN, 1, 10), /"NaN"/);
  fails(() => assertAlmostEquals(1, NaN, 10), /"NaN"/);
});

test("order assertions hold at and fail beyond their bound", () => {
  assertGreater(2, 1);
  assertLess(1, 2);
  assertLessOrEqual(1, 1);
  fails(() => assertGreater(1, 1), /^Expect 1 > 1/);
  fails(() => assertLess(1, 1), /^Expect 1 < 1/);
  fails(() => assertLessOrEqual(2, 1), /^Expect 2 <= 1/);
  fails(() => assertLess(NaN, 1), /NaN < 1/);
});

test("assertExists and assertInstanceOf narrow the type", () => {
  const value: Date | undefined = new Date(0);
  assertExists(value);
  assertInstanceOf(value, Date);
  fails(() => assertExists(null), /"null" to not be null/);
  fails(() => assertInstanceOf([], Map), /instance of "Map" but was \[\]/);
});

test("string assertions quote what they looked for", () => {
  assertStringIncludes("noise", "ois");
  assertMatch("B=5000", /^B=\d+$/);
  fails(() => assertStringIncludes("noise", "gain"), /to contain: "gain"/);
  fails(() => assertMatch("B=", /\d/), /to match: "\/\\d\/"/);
});

test("assertThrows returns the error it expects", () => {
  const error = new RangeError("seed -1");
  const thrower = () => {
    throw error;
  };
  strictEqual(assertThrows(thrower), error);
  strictEqual(assertThrows(thrower, RangeError, "-1"), error);
  strictEqual(assertThrows(thrower, Error), error);
  fails(() => assertThrows(thrower, TypeError), /instance of "TypeError"/);
  fails(() => assertThrows(thrower, RangeError, "2"), /include "2", but got/);
  fails(() => assertThrows(() => 1, Error), /Expected function to throw/);
});

test("assertRejects resolves to the error it expects", async () => {
  const error = new RangeError("seed -1");
  const rejecter = () => Promise.reject(error);
  strictEqual(await assertRejects(rejecter), error);
  strictEqual(await assertRejects(rejecter, RangeError, "-1"), error);
  await rejects(assertRejects(rejecter, TypeError), AssertionError);
  await rejects(assertRejects(rejecter, RangeError, "2"), AssertionError);
  await rejects(assertRejects(() => Promise.resolve(1)), AssertionError);
  await rejects(
    assertRejects(() => {
      throw error;
    }),
    { name: "AssertionError", cause: error },
  );
});
