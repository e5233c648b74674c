import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  allOf,
  mostOf,
  type Outcome,
  outcomeOf,
  provided,
  unanimous,
} from "./outcome.ts";

const YES: Outcome = "reproduced";
const NO: Outcome = "contradicted";
const OPEN: Outcome = "inconclusive";

test("a failure outweighs what holds", () => {
  assertEquals(outcomeOf({ holds: true, fails: false }), YES);
  assertEquals(outcomeOf({ holds: false, fails: true }), NO);
  assertEquals(outcomeOf({ holds: true, fails: true }), NO);
  assertEquals(outcomeOf({ holds: false, fails: false }), OPEN);
});

test("allOf is a conjunction", () => {
  assertEquals(allOf([YES, YES]), YES);
  assertEquals(allOf([YES, OPEN]), OPEN);
  assertEquals(allOf([YES, OPEN, NO]), NO);
  assertThrows(() => allOf([]), RangeError, "no outcomes");
});

test("mostOf wants its share, and no contradiction", () => {
  const most = (outcomes: readonly Outcome[]) =>
    mostOf(outcomes, { share: 0.8 });
  assertEquals(most([YES, YES, YES, YES, OPEN]), YES);
  assertEquals(most([YES, YES, YES, OPEN]), OPEN);
  assertEquals(most([YES, YES, YES, YES, NO]), NO);
  assertThrows(() => most([]), RangeError, "no outcomes");
  for (const share of [0, 1.1, NaN]) {
    assertThrows(() => mostOf([YES], { share }), RangeError, `got ${share}`);
  }
});

test("unanimous says what all say", () => {
  for (const outcome of [YES, NO, OPEN]) {
    assertEquals(unanimous([outcome, outcome]), outcome);
  }
  assertEquals(unanimous([YES, NO]), OPEN);
  assertEquals(unanimous([NO, OPEN]), OPEN);
  assertThrows(() => unanimous([]), RangeError, "no outcomes");
});

test("a claim that does not apply is open", () => {
  for (const outcome of [YES, NO, OPEN]) {
    assertEquals(provided(YES, outcome), outcome);
    assertEquals(provided(NO, outcome), OPEN);
    assertEquals(provided(OPEN, outcome), OPEN);
  }
});
