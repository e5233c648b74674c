import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { SUITES } from "../../suites/mod.ts";
import { type Mutant, mutated } from "./mutant.ts";
import { MUTANTS } from "./mutants.ts";

for (const mutant of MUTANTS) {
  test(`${mutant.name}: what it changes is there`, () => {
    const path = new URL(`../../${mutant.file}`, import.meta.url);
    const text = Deno.readTextFileSync(path);
    assertNotEquals(mutated(text, mutant), text);
  });
}

test("mutants have names of their own, and suites that there are", () => {
  const names = MUTANTS.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  const known = new Set(SUITES.map(({ id }) => id));
  for (const { name, suites } of MUTANTS) {
    assertNotEquals(suites, []);
    for (const suite of suites) assertEquals(known.has(suite), true, name);
  }
});

test("what is not there, or twice, cannot be changed", () => {
  const mutant: Mutant = {
    ...{ name: "made up", file: "a.ts", from: "x + 1", to: "x", suites: [] },
  };
  assertEquals(mutated("y = x + 1;", mutant), "y = x;");
  for (const [text, number] of [["y", 0], ["x + 1; x + 1", 2]] as const) {
    assertThrows(
      () => mutated(text, mutant),
      RangeError,
      `a.ts must have "x + 1" once, current number ${number}`,
    );
  }
});
