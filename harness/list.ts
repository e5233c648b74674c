import Table from "cli-table3";
import { SUITES } from "../suites/mod.ts";
import { TIERS } from "../suites/suite.ts";

/** Every suite as a program reads it. */
export function suitesJson() {
  return SUITES.map((claim) => ({
    id: claim.id,
    title: claim.title,
    statement: claim.statement,
    source: claim.source,
    contradictedBy: claim.contradictedBy,
    exact: claim.exact,
    study: claim.study.id,
    runs: Object.fromEntries(
      TIERS.map((tier) => [
        tier,
        claim.cells(tier).length * claim.study.seeds(tier).length,
      ]),
    ),
  }));
}

/** Every suite as a person reads it. */
export function listText(): string {
  const table = new Table({
    head: ["suite", "claim", ...TIERS.map((tier) => `${tier}\nruns`)],
    colWidths: [28, 46],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { id, statement, source, runs } of suitesJson()) {
    table.push([
      id,
      `${statement} (${source})`,
      ...TIERS.map((tier) => String(runs[tier])),
    ]);
  }
  return table.toString();
}
