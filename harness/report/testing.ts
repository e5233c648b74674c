/**
 * Results made up for tests of the report.
 *
 * @module
 */
import { ENGINE_NAMES } from "../../engines/engine.ts";
import type { Comparison } from "../../suites/predicates.ts";
import { greaterThan } from "../../suites/predicates.ts";
import { type Claim, type Finding, TIERS } from "../../suites/suite.ts";
import { summarize } from "../terminal/summary.ts";
import {
  claimWith,
  FINGERPRINT,
  goldenOf,
  outcomeWith,
  planOf,
  recordsOf,
  settingsWith,
  withFolder,
} from "../testing.ts";
import { labelOf } from "../golden/verdict.ts";
import type { RunRecord } from "../records/run_record.ts";
import type { SeedChoice } from "../running/plan.ts";
import type { along } from "./axes.ts";
import type { Plot } from "./plot.ts";
import {
  type ClaimResults,
  collectResults,
  type SuiteResult,
} from "./suite_results.ts";

/** What no page may hold as markup. */
export const EVIL = `"><script>alert('1')</script>\u202E`;

/** A comparison over three seeds that is reproduced. */
export const COMPARED: Finding & { readonly evidence: Comparison } = finding(
  greaterThan(
    new Map([[0, 2], [1, 3], [2, 4]]),
    new Map([[0, 1], [1, 1], [2, 1]]),
  ),
);

function finding(evidence: Comparison) {
  return { statement: "b > a", outcome: evidence.outcome, evidence };
}

/** An identity that holds. */
export const CHECKED: Finding = {
  statement: "1 + 1 = 2",
  outcome: "reproduced",
  evidence: { value: 2, expected: 2, error: 0, bound: 1e-12, holds: true },
};

/** The result of a claim's runs at the desk tier, except for `parts`. */
export function resultWith(
  parts: Partial<SuiteResult> = {},
  claim: Claim = claimWith(),
): SuiteResult {
  const plan = planOf([claim]);
  const records = recordsOf(plan, (cell, seed) =>
    outcomeWith({
      metrics: {
        accuracy: { value: (cell === "a" ? 80 : 81) + seed, unit: "percent" },
      },
    }));
  const suite = plan.suites[0]!;
  const outcome = "reproduced";
  return {
    ...{ claim, tier: "desk", engine: FINGERPRINT, suite, records },
    ...{ seedsAsked: suite.seeds.length, otherCode: 0 },
    verdict: {
      ...{ outcome, findings: [COMPARED], tier: "desk" },
      label: labelOf(claim, { outcome, tier: "desk" }),
    },
    cells: summarize(suite, { tier: "desk", records }),
    ...parts,
  };
}

/** The same, as recorded. */
export function recordedResult(parts: Partial<SuiteResult> = {}): SuiteResult {
  const claim = claimWith();
  return resultWith({ recorded: goldenOf(planOf([claim])), ...parts }, claim);
}

/** A claim with these results. */
export function claimResults(
  results: readonly SuiteResult[],
  { claim = results[0]?.claim ?? claimWith(), unfinished = [] }: {
    claim?: Claim;
    unfinished?: ClaimResults["unfinished"];
  } = {},
): ClaimResults {
  return { claim, results, unfinished };
}

/** The values of a plot that lie outside its logarithmic axes. */
export function outsideAxes({ encoding, layers }: Plot): number[] {
  return [["x", "left", "right"], ["y", "low", "high"]].flatMap((fields) => {
    const { scale } = encoding[fields[0]!] as ReturnType<typeof along>;
    if (!("domain" in scale)) return [];
    const [from, to] = scale.domain;
    return layers.flatMap(({ data }) =>
      data.values.flatMap((value) =>
        fields.flatMap((field) => {
          const place = (value as Record<string, number | undefined>)[field];
          return place === undefined || (place >= from && place <= to)
            ? []
            : [place];
        })
      )
    );
  });
}

/** What {@linkcode judgeLossOfB} says where there is none. */
export const NO_LOSS = 'Cannot find series "loss" of cell "b":';

/** A claim whose cells differ by tier. */
export const CLAIM_BY_TIER: Claim = claimWith({
  study: {
    ...claimWith().study,
    cells: (tier) =>
      ["a", "b"].map((id, index) => ({
        id,
        settings: settingsWith(10 * TIERS.indexOf(tier) + index),
      })),
  },
});

const NONE: ReadonlyMap<string, RunRecord> = new Map();

/** What there is of a claim, with goldens in the folder that `goldens` fills. */
export async function collected(
  claim: Claim,
  {
    records = NONE,
    seeds,
    sources = "none",
    goldens = () => Promise.resolve(),
  }: {
    records?: ReadonlyMap<string, RunRecord>;
    seeds?: SeedChoice;
    sources?: string;
    goldens?: (folder: string) => Promise<unknown>;
  },
) {
  let found;
  await withFolder(async (goldenFolder) => {
    await goldens(goldenFolder);
    found = await collectResults({
      claims: [claim],
      records,
      tiers: TIERS.toReversed(),
      engines: ENGINE_NAMES,
      ...{ seeds, sources },
      goldenFolder,
    });
  });
  const { claims: [only], problems } = found! as Awaited<
    ReturnType<typeof collectResults>
  >;
  return { ...only!, problems };
}
