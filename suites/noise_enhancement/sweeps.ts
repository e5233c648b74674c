import type { Tier } from "../suite.ts";
import {
  type Condition,
  type Grid,
  gridOf,
  type Network,
  networksAt,
} from "./study.ts";

/** Batch sizes varied at an α above 1, and at α = 1. */
export interface ComparedSweeps {
  readonly network: Network;
  readonly plain: Grid["sweeps"][number];
  readonly enhanced: Grid["sweeps"][number];
}

/** Each sweep over B with noise enhancement beside the one without. */
export function comparedSweeps(tier: Tier): ComparedSweeps[] {
  return networksAt(tier).flatMap((network) => {
    const [plain, ...others] = gridOf(tier, network).sweeps;
    return others.map((enhanced) => ({ network, plain: plain!, enhanced }));
  });
}

/** The conditions of all of them, each once. */
export function sweptConditions(tier: Tier): Condition[] {
  const sweeps = comparedSweeps(tier)
    .flatMap(({ plain, enhanced }) => [plain, enhanced]);
  return [...new Set(sweeps)].flatMap(({ conditions }) => conditions);
}
