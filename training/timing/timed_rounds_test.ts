import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ratiosOf, timedRounds } from "./timed_rounds.ts";

test("turns alternate, and the first steps of each are left out", async () => {
  const journal: string[] = [];
  const contender = (id: string, time: number) => ({
    id,
    run: (steps: number) => {
      journal.push(`${id} ${steps}`);
      const milliseconds = [100, time, time + 1, time + 5].slice(0, steps);
      return Promise.resolve({ losses: [], milliseconds });
    },
  });
  const finished: number[] = [];
  const rounds = await timedRounds([contender("a", 2), contender("b", 5)], {
    ...{ turn: { untimed: 1, timed: 3 }, rounds: 2 },
    onTurn: ({ id, round }) => {
      journal.push(`turn of ${id} in round ${round}`);
    },
    onRound: (round) => {
      finished.push(round);
    },
  });
  assertEquals(rounds, [{ a: 3, b: 6 }, { b: 6, a: 3 }]);
  assertEquals(journal, [
    ...["turn of a in round 1", "a 4", "turn of b in round 1", "b 4"],
    ...["turn of b in round 2", "b 4", "turn of a in round 2", "a 4"],
  ]);
  assertEquals(finished, [1, 2]);
});

test("who is told of a turn can end the rounds before it", async () => {
  const reason = new Error("enough");
  const contender = { id: "a", run: () => Promise.reject(new Error("ran")) };
  const error = await assertRejects(() =>
    timedRounds([contender], {
      ...{ turn: { untimed: 1, timed: 1 }, rounds: 1 },
      onTurn: () => Promise.reject(reason),
    })
  );
  assertStrictEquals(error, reason);
});

test("a ratio is taken within a round", () => {
  const rounds = [{ a: 1, b: 2 }, { a: 30, b: 20 }];
  assertEquals(ratiosOf(rounds, { of: "a", to: "b" }), [0.5, 1.5]);
});
