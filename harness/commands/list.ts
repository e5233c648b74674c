import { SUITES } from "../../suites/mod.ts";
import { TIERS } from "../../suites/suite.ts";
import { costText, lastText, recordedText, standingOf } from "./standing.ts";
import { tableText } from "../terminal/table_text.ts";

/** Where the results are whose last verdicts are listed. */
interface ListOptions {
  /** A results folder; it need not be there. */
  readonly results: string;
}

/** Every suite as a program reads it. */
export async function suitesJson({ results }: ListOptions) {
  return await Promise.all(SUITES.map(async (claim) => ({
    id: claim.id,
    title: claim.title,
    statement: claim.statement,
    source: claim.source,
    contradictedBy: claim.contradictedBy,
    exact: claim.exact,
    study: claim.study.id,
    tiers: await Promise.all(
      TIERS.map((tier) => standingOf(claim, { tier, results })),
    ),
  })));
}

/** Every suite as a person reads it. */
export async function listText({ results }: ListOptions): Promise<string> {
  const rows = await Promise.all(SUITES.map(async (claim) => {
    const text = `${claim.id}\n${claim.statement} (${claim.source})`;
    return await Promise.all(TIERS.map(async (tier) => {
      const standing = await standingOf(claim, { tier, results });
      return [
        ...[text, tier, String(standing.runs), costText(standing)],
        ...[recordedText(claim, standing), lastText(claim, standing)],
      ];
    }));
  }));
  return `${
    tableText(rows.flat(), {
      head: ["suite", "tier", "runs", "time", "recorded", "last verdict"],
      merged: true,
    })
  }\n"time" is what the runs take one after the other, as measured.`;
}
