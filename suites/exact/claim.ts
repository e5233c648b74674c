import type { FigureOf } from "../figure.ts";
import type { Claim, Margin } from "../suite.ts";
import { type Identity, judgeIdentities } from "./identities.ts";

/** What an exact claim says, and what it is checked on. */
export interface ExactClaimOptions extends
  Pick<
    Claim,
    | "id"
    | "title"
    | "statement"
    | "source"
    | "contradictedBy"
    | "examined"
    | "study"
  > {
  /** All of them together are the claim. */
  readonly identities: readonly Identity[];
  /** The cells that they read; all of the study by default. */
  readonly cells?: readonly string[];
  /** The metrics to print, and how far they may lie from recorded ones. */
  readonly margins: Readonly<Record<string, Margin>>;
  /** What shows it, at every tier. */
  readonly figures?: readonly FigureOf[];
}

/** A claim that is mathematics: reproduced where all its identities hold. */
export function exactClaim(
  { identities, cells, margins, figures = [], ...claim }: ExactClaimOptions,
): Claim {
  const cellsAt: Claim["cells"] = (tier) =>
    cells ?? claim.study.cells(tier).map(({ id }) => id);
  return {
    ...claim,
    exact: true,
    cells: cellsAt,
    metrics: Object.keys(margins),
    margins: () => margins,
    judge: (results) =>
      judgeIdentities(results, { identities, cells: cellsAt(results.tier) }),
    paperFigures: () => [],
    figures: () => figures,
  };
}
