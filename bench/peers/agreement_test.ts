import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { Breakdown } from "../../core/exit_code.ts";
import {
  checkAgreement,
  FIRST_TOLERANCE,
  LATER_TOLERANCE,
} from "./agreement.ts";

test("the largest difference of each step, relative to the largest loss", () => {
  const differences = checkAgreement({
    ...{ a: [2, 1, 4], b: [2, 1 - 2 ** -10, 3.996], c: [2, 1, 3.998] },
  });
  assertEquals(differences, [0, 2 ** -10, (4 - 3.996) / 4]);
});

test("one contender agrees with itself", () => {
  assertEquals(checkAgreement({ a: [3, 2, 1] }), [0, 0, 0]);
});

test("the first losses may differ by less than later ones", () => {
  const more = 1 + 2 * FIRST_TOLERANCE;
  checkAgreement({ a: [1, 1, 1], b: [1, more, more] });
  assertThrows(
    () => checkAgreement({ a: [1, 1, 1], b: [more, 1, 1] }),
    Breakdown,
    `a and b do not train alike, losses before update 1 are 1 and ${more}`,
  );
  const much = 1 + 2 * LATER_TOLERANCE;
  assertThrows(
    () => checkAgreement({ a: [1, 1, much], b: [1, 1, 1] }),
    Breakdown,
    `b and a do not train alike, losses before update 3 are 1 and ${much}`,
  );
});

for (const loss of [NaN, Infinity, -Infinity]) {
  test(`a loss of ${loss} agrees with none, in whatever place`, () => {
    const good = [1, 1, 1];
    const bad = [1, loss, 1];
    for (const losses of [[bad, good, good], [good, bad, good], [bad, bad]]) {
      const [a, b, c = good] = losses;
      assertThrows(
        () => checkAgreement({ a: a!, b: b!, c }),
        Breakdown,
        "does not train, its loss before update 2 is no finite number",
      );
    }
  });
}

test("no loss is no finite number either, and whose it is is told", () => {
  assertThrows(
    () => checkAgreement({ a: [1, 1, 1], b: [1, 1], c: [1, 1, 1] }),
    Breakdown,
    "Cannot compare: b does not train, its loss before update 3 is no finite",
  );
});
