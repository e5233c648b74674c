/**
 * How a suite stands at a tier: what it costs, what is recorded of it, and
 * what the last call found.
 *
 * @module
 */
import { ENGINE_NAMES, type EngineName } from "../../engines/engine.ts";
import type { Outcome } from "../../suites/predicates.ts";
import type { Claim, Tier } from "../../suites/suite.ts";
import { durationText } from "../terminal/duration.ts";
import { readGolden } from "../golden/golden_file.ts";
import { type LastVerdict, readLastVerdict } from "../records/last_verdict.ts";
import { canonical } from "../records/run_identity.ts";
import { cellsOf } from "../running/plan.ts";
import { fewerSeedsText, outcomeWord } from "../golden/verdict.ts";

/** What is recorded of a suite at a tier, of an engine. */
export interface Recorded {
  readonly engine: EngineName;
  readonly outcome: Outcome;
  readonly seeds: number;
  /** Measured, of all runs one after the other. */
  readonly seconds?: number;
}

/** How a suite stands at a tier. */
export interface Standing {
  readonly tier: Tier;
  /** How many runs it needs. */
  readonly runs: number;
  readonly recorded: readonly Recorded[];
  readonly last?: LastVerdict;
}

/**
 * How a claim stands at a tier.
 *
 * @param options.results The results folder; it need not be there.
 * @param options.say Is told of files there that cannot be used.
 * @throws {UsageError} if a golden file cannot be used.
 */
export async function standingOf(
  claim: Claim,
  { tier, results, say }: {
    tier: Tier;
    results: string;
    say?: ((line: string) => void) | undefined;
  },
): Promise<Standing> {
  const name = { suite: claim.id, tier };
  const recorded = await Promise.all(
    ENGINE_NAMES.map(async (engine): Promise<Recorded[]> => {
      const golden = await readGolden({ ...name, engine });
      if (golden === undefined) return [];
      const { outcome, runs, seconds } = golden;
      return [{
        ...{ engine, outcome },
        seeds: new Set(runs.map(({ seed }) => seed)).size,
        ...seconds === undefined ? {} : { seconds },
      }];
    }),
  );
  const last = await readLastVerdict(results, { ...name, say });
  return {
    tier,
    runs: runsOf(claim, tier),
    recorded: recorded.flat(),
    ...last === undefined ? {} : { last },
  };
}

/**
 * Runs of the cells, and of what tuned ones try, each once. What those choose
 * is not known before and counts for each of them.
 */
function runsOf(claim: Claim, tier: Tier): number {
  const cells = cellsOf(claim, tier);
  const declared = claim.study.seeds(tier);
  const known = new Set(cells.flatMap((cell) => {
    const { grid, seeds } = "tuning" in cell
      ? cell.tuning
      : { grid: [cell], seeds: declared };
    return grid.flatMap(({ settings }) =>
      seeds.map((seed) => canonical([settings, seed]))
    );
  }));
  const tuned = cells.filter((cell) => "tuning" in cell);
  return known.size + tuned.length * declared.length;
}

/** What the runs take one after the other, as measured: "34 min on wasm". */
export function costText({ recorded, last }: Standing): string {
  for (const { engine, seconds } of [...recorded, ...last ? [last] : []]) {
    if (seconds !== undefined) return `${durationText(seconds)} on ${engine}`;
  }
  return "unknown";
}

/** What is recorded, engines that agree together: "reproduced: wasm, cpu". */
export function recordedText(claim: Claim, standing: Standing): string {
  const { tier, recorded } = standing;
  const groups = Map.groupBy(
    recorded,
    ({ outcome, seeds }) =>
      `${outcomeWord(claim, { outcome, tier })}${
        fewerSeedsText(claim, { tier, seeds })
      }`,
  );
  return [...groups].map(([words, group]) =>
    `${words}: ${group.map(({ engine }) => engine).join(", ")}`
  ).join("; ") || "nothing";
}

/** What the last call found: "reproduced on wasm, gate passed, 2026-11-21". */
export function lastText(claim: Claim, { tier, last }: Standing): string {
  if (last === undefined) return "none";
  const { outcome, engine, gate, at } = last;
  const word = outcomeWord(claim, { outcome, tier });
  return `${word} on ${engine}, gate ${gate}, ${
    at.slice(0, "2026-11-21".length)
  }`;
}
