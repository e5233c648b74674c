import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { Breakdown } from "../../core/exit_code.ts";
import { WORKS } from "../works.ts";
import { measure } from "./measure.ts";
import { fakeContender, type Journal } from "./testing.ts";

const work = { ...WORKS[0]!, turn: { untimed: 1, timed: 2 } };
const options = { folder: "here", rounds: 3, onTurn: () => {} };

test("one after the other, each round begins with another one", async () => {
  const journal: Journal = [];
  const contenders = [
    fakeContender("a", { milliseconds: 2, journal }),
    fakeContender("b", { milliseconds: 5, journal }),
  ];
  const { rounds, differences } = await measure(work, {
    ...{ ...options, contenders },
    onTurn: ({ id, round }) => journal.push(`turn ${round} of ${id}`),
  });
  // The first step of a turn, which is slow, is not timed.
  assertEquals(rounds, [{ a: 2, b: 5 }, { b: 5, a: 2 }, { a: 2, b: 5 }]);
  assertEquals(differences, [0, 0, 0]);
  assertEquals(journal, [
    ...["turn 0 of a", "a prepares here", "a runs 3"],
    ...["turn 0 of b", "b prepares here", "b runs 3"],
    ...["turn 1 of a", "a runs 3", "turn 1 of b", "b runs 3"],
    ...["turn 2 of b", "b runs 3", "turn 2 of a", "a runs 3"],
    ...["turn 3 of a", "a runs 3", "turn 3 of b", "b runs 3"],
  ]);
});

test("who cannot do the work is left out, with the reason", async () => {
  const able = fakeContender("a", { milliseconds: 1 });
  const unable = fakeContender("b", { milliseconds: 1, incapable: "too big" });
  const { contenders, incapable, rounds } = await measure(work, {
    ...{ ...options, contenders: [unable, able] },
  });
  assertEquals(contenders, [able]);
  assertEquals(incapable, { b: "too big" });
  assertEquals(rounds, [{ a: 1 }, { a: 1 }, { a: 1 }]);
  await assertRejects(
    () => measure(work, { ...options, contenders: [unable] }),
    Breakdown,
    "Cannot time F1, Adam, B=100: too big",
  );
});

test("nothing is timed if losses differ", async () => {
  const journal: Journal = [];
  const contenders = [
    fakeContender("a", { milliseconds: 1, journal }),
    fakeContender("b", { milliseconds: 1, journal, losses: [3, 2, 1.1] }),
  ];
  await assertRejects(
    () => measure(work, { ...options, contenders }),
    Breakdown,
    "A and B do not train alike",
  );
  assertEquals(journal.filter((line) => line.includes("runs")).length, 2);
});
