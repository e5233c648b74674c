import { SUITES } from "../../suites/mod.ts";
import { type Claim, type Tier, TIERS } from "../../suites/suite.ts";
import { costText, lastText, recordedText, standingOf } from "./standing.ts";
import { tableText } from "../terminal/table_text.ts";

/** What is listed. */
interface ListOptions {
  /** Every suite by default. */
  readonly claims?: readonly Claim[];
  /** Every tier by default. */
  readonly tiers?: readonly Tier[];
  /** A results folder; it need not be there. */
  readonly results: string;
  /** Is told of files there that cannot be used. */
  readonly say?: (line: string) => void;
}

/** Suites as a program reads it. */
export async function suitesJson(
  { claims = SUITES, tiers = TIERS, results, say }: ListOptions,
) {
  return await Promise.all(claims.map(async (claim) => ({
    id: claim.id,
    title: claim.title,
    statement: claim.statement,
    source: claim.source,
    contradictedBy: claim.contradictedBy,
    ...claim.examined === undefined ? {} : { examined: claim.examined },
    exact: claim.exact,
    study: claim.study.id,
    tiers: await Promise.all(
      tiers.map((tier) => standingOf(claim, { tier, results, say })),
    ),
  })));
}

/** Suites as a person reads it. */
export async function listText(
  { claims = SUITES, tiers = TIERS, results, say }: ListOptions,
): Promise<string> {
  const rows = await Promise.all(claims.map(async (claim) => {
    const text = `${claim.id}\n${claim.statement} (${claim.source})`;
    return await Promise.all(tiers.map(async (tier) => {
      const standing = await standingOf(claim, { tier, results, say });
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
