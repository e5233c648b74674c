import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { Breakdown } from "../../core/exit_code.ts";
import { codeOf, fatesOf } from "./fates.ts";
import type { Mutant } from "./mutant.ts";

function mutantOf(name: string, suites: readonly string[]): Mutant {
  return { ...{ name, suites }, file: "a.ts", from: "+", to: "-" };
}

/** A gate that fails where `notices` says so; and what it is asked. */
function gateWith(notices: (suite: string, mutant?: string) => boolean) {
  const asked: string[] = [];
  let present: string | undefined;
  return {
    asked,
    trial: {
      copy: {
        withMutant: async <T>({ name }: Mutant, body: () => Promise<T>) => {
          present = name;
          return await body().finally(() => present = undefined);
        },
      },
      ask: (suite: string) => {
        asked.push(`${suite}: ${present ?? "none"}`);
        const failed = notices(suite, present);
        const problems = failed ? ["a number differs"] : [];
        return Promise.resolve({ suite, failed, problems });
      },
      begin: () => {},
    },
  };
}

test("a mutant that a suite notices is caught, and the exit code is 0", async () => {
  const { trial, asked } = gateWith((suite, mutant) =>
    mutant !== undefined && suite === "second"
  );
  const suites = ["first", "second", "third"];
  const fates = await fatesOf([mutantOf("A", suites)], trial);
  assertEquals(fates.map(({ caughtBy }) => caughtBy?.suite), ["second"]);
  assertEquals(codeOf(fates), 0);
  assertEquals(asked, [
    ...["first: none", "first: A", "second: none", "second: A"],
  ]);
});

test("a mutant that nothing notices survives, and the exit code is 1", async () => {
  const { trial, asked } = gateWith((_, mutant) => mutant === "B");
  const mutants = ["A", "B"].map((name) => mutantOf(name, ["suite"]));
  const fates = await fatesOf(mutants, trial);
  assertEquals(fates.map(({ caughtBy }) => caughtBy?.suite), [
    ...[undefined, "suite"],
  ]);
  assertEquals(codeOf(fates), 1);
  assertEquals(asked, ["suite: none", "suite: A", "suite: B"]);
});

test("a suite that fails without a mutant proves nothing", async () => {
  const { trial } = gateWith(() => true);
  await assertRejects(
    () => fatesOf([mutantOf("A", ["suite"])], trial),
    Breakdown,
    "the gate of suite: it fails without any mutant: a number differs",
  );
});
