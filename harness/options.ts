/**
 * What the words of the command line mean: suites, tiers, engines, seeds.
 *
 * @module
 */
import { nearest } from "../core/nearest.ts";
import { UsageError } from "../core/usage_error.ts";
import { ENGINE_NAMES, type EngineName } from "../engines/engine.ts";
import { SUITES } from "../suites/mod.ts";
import { type Claim, type Tier, TIERS } from "../suites/suite.ts";
import { MOST_SEEDS_ASKED, type SeedChoice } from "./running/plan.ts";

/**
 * The suites by id or pattern, as "smith-*", each once; all of them for no word.
 *
 * @param options.commands What the first word may have been meant for instead.
 * @throws {UsageError} for a word that fits no suite.
 */
export function suitesNamed(
  words: readonly string[],
  { commands = [] }: { commands?: readonly string[] } = {},
): readonly Claim[] {
  if (words.length === 0) return SUITES;
  const suites = words.flatMap((word, i) => {
    const fitting = SUITES.filter(({ id }) => fits(id, word));
    if (fitting.length > 0) return fitting;
    const others = i === 0 ? commands : [];
    throw new UsageError(
      `Unknown suite${
        others.length > 0 ? " or command" : ""
      } "${word}": did you mean ${
        nearest(word, [...SUITES.map(({ id }) => id), ...others])
      }? "deno task repro list" shows all suites`,
    );
  });
  return [...new Set(suites)];
}

/**
 * The one suite of an id, or of a pattern that fits no other.
 *
 * @throws {UsageError} for a word that fits none or several.
 */
export function suiteNamed(word: string): Claim {
  const suites = suitesNamed([word]);
  if (suites.length === 1) return suites[0]!;
  throw new UsageError(
    `Cannot use "${word}" for one suite: name one of ${
      suites.map(({ id }) => id).join(", ")
    }`,
  );
}

/** Whether an id fits a pattern in which "*" stands for any characters. */
function fits(id: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join(".*")}$`).test(id);
}

/** @throws {UsageError} for what is not a tier. */
export function tierNamed(name: string): Tier {
  return oneOf(TIERS, { name, what: "tier" });
}

/** @throws {UsageError} for what is neither an engine nor "auto". */
export function engineNamed(name: string): EngineName | "auto" {
  return oneOf(["auto", ...ENGINE_NAMES] as const, { name, what: "engine" });
}

function oneOf<T extends string>(
  values: readonly T[],
  { name, what }: { name: string; what: string },
): T {
  const value = values.find((value) => value === name);
  if (value !== undefined) return value;
  throw new UsageError(
    `Unknown ${what} "${name}": did you mean ${
      nearest(name, values)
    }? There are ${values.join(", ")}`,
  );
}

/**
 * Seeds as the user writes them: "5" for the first five, "3,7" for these two,
 * "7," for seed 7 alone.
 *
 * @throws {UsageError} for anything else.
 */
export function seedsIn(text: string): SeedChoice {
  const whole = (part: string) => {
    const value = Number(part);
    if (!/^\d+$/.test(part) || !Number.isSafeInteger(value)) {
      throw new UsageError(
        `Cannot use seeds "${text}": "${part}" is not an integer from 0 to 2^53 - 1; write a count (5), a list (3,7) or one seed with a comma (7,)`,
      );
    }
    return value;
  };
  if (!text.includes(",")) {
    const count = whole(text.trim());
    if (count >= 1 && count <= MOST_SEEDS_ASKED) return { count };
    throw new UsageError(
      `Cannot use seeds "${text}": the count must be from 1 to ${MOST_SEEDS_ASKED}; for seed ${count} alone write "${count},"`,
    );
  }
  const parts = text.split(",").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop();
  const seeds = parts.map(whole);
  const repeated = seeds.find((seed, index) => seeds.indexOf(seed) < index);
  if (repeated !== undefined) {
    throw new UsageError(
      `Cannot use seeds "${text}": seed ${repeated} is there twice`,
    );
  }
  return seeds.toSorted((a, b) => a - b);
}
