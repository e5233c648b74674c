/**
 * All claims with their verdicts, on one screen.
 *
 * @module
 */
import { type Tier, TIERS } from "../../suites/suite.ts";
import { countText } from "../terminal/numbers.ts";
import { type Html, markup, type Part } from "./html.ts";
import { soft } from "./pieces.ts";
import type { ClaimResults, SuiteResult } from "./suite_results.ts";
import { verdictBadge, verdictText } from "./verdict_badge.ts";

/** How often each verdict stands, and a table of claims by tier. */
export function overview(claims: readonly ClaimResults[]): Html {
  const heads = ["claim", ...TIERS].map((name) =>
    markup`<th scope="col" role="columnheader">${name}</th>`
  );
  // Roles, because a narrow page shows the cells of a row one by one.
  return markup`
<ul class="counts">${counts(claims)}</ul>
<table class="overview" role="table">
<caption>Claims with their verdict at each tier</caption>
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">
${claims.map(claimRow)}</tbody></table>
`;
}

function claimRow({ claim, results }: ClaimResults): Html {
  const cells = TIERS.map((tier) => {
    const name = markup`<span class="tier" aria-hidden="true">${tier}</span>`;
    const verdicts = verdictsAt(tier, results);
    return markup`<td role="cell">${name}<div>${verdicts}</div></td>`;
  });
  return markup`<tr role="row"><th scope="row" role="rowheader">
<a href="#${claim.id}">${claim.title}</a><br>${soft(claim.source)}</th>
${cells}</tr>
`;
}

/** Engines that agree share a line. */
function verdictsAt(tier: Tier, results: readonly SuiteResult[]): Part {
  const ofTier = results.filter((result) => result.tier === tier);
  if (ofTier.length === 0) return soft("no results");
  return [...Map.groupBy(ofTier, verdictText).values()].map((group) =>
    markup`<p>${verdictBadge(group[0]!)} ${soft(sourceText(group))}</p>`
  );
}

/**
 * Where it is from, e.g. "run here on wasm; recorded on cpu; 10 seeds", or
 * where they differ "run here on wasm, 1 seed; recorded on cpu, 10 seeds".
 */
function sourceText(group: readonly SuiteResult[]): string {
  const sources = Map.groupBy(
    group,
    ({ recorded }) => recorded === undefined ? "run here" : "recorded",
  );
  const bySeeds = [...sources].flatMap(([source, results]) =>
    [...Map.groupBy(results, seedsText)].map(([seeds, some]) => ({
      from: `${source} on ${enginesText(some)}`,
      seeds,
    }))
  );
  const [first = "", ...others] = new Set(bySeeds.map(({ seeds }) => seeds));
  return others.length > 0
    ? bySeeds.map(({ from, seeds }) => `${from}, ${seeds}`).join("; ")
    : [...bySeeds.map(({ from }) => from), ...first === "" ? [] : [first]]
      .join("; ");
}

function enginesText(results: readonly SuiteResult[]): string {
  return [...new Set(results.map(({ engine }) => engine.engine))].join(", ");
}

/** How many seeds; empty where there are none, as in mathematics. */
function seedsText({ claim, suite }: SuiteResult): string {
  return claim.exact ? "" : countText(suite.seeds.length, "seed");
}

/** Of each claim the verdict at its largest tier. */
function counts(claims: readonly ClaimResults[]): Html[] {
  const best = claims.flatMap(({ results }) => results.slice(0, 1));
  const groups = [...Map.groupBy(best, verdictText).values()];
  const without = claims.length - best.length;
  const item = (count: number, what: Part) =>
    markup`<li><strong>${count}</strong> ${what}</li>
`;
  return [
    ...groups.map((group) => item(group.length, verdictBadge(group[0]!))),
    ...without === 0 ? [] : [item(without, "without results")],
  ];
}
