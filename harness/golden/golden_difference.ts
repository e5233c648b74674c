/**
 * How runs differ from the recorded ones: to the bit, or within margins.
 *
 * @module
 */
import { equivalent, withinFactor } from "../../suites/predicates.ts";
import type { Claim, Margin, Tier } from "../../suites/suite.ts";
import type { Golden, GoldenFinding, GoldenRun } from "./golden_form.ts";

/**
 * Largest relative difference of a run's first numbers between machines: a
 * hundred times what ten updates in single precision have been seen to add.
 */
export const FIRST_TOLERANCE = 1e-3;

/** A run and what is recorded of it. */
export interface GoldenPair {
  readonly ours: GoldenRun;
  readonly recorded: GoldenRun;
}

/**
 * Questions 1 and 2 on the same kind of machine: a line for each run that has
 * not the same bits as the recorded one.
 */
export function differingBits(pairs: readonly GoldenPair[]): string[] {
  return pairs.flatMap(({ ours, recorded }) => {
    const step = differingStep(
      { ours, recorded },
      (a, b) => a === b,
    );
    const metrics = Object.keys({ ...ours.metrics, ...recorded.metrics });
    const differing = [
      ...step === undefined ? [] : [firstText({ ours, recorded }, step)],
      ...(["status", "steps"] as const)
        .filter((field) => ours[field] !== recorded[field])
        .map((field) =>
          `${field} is ${ours[field]}, recorded ${recorded[field]}`
        ),
      ...metrics
        .filter((name) => ours.metrics[name] !== recorded.metrics[name])
        .map((name) =>
          `${name} is ${ours.metrics[name]}, recorded ${recorded.metrics[name]}`
        ),
      ...ours.chain === recorded.chain ? [] : ["other parameters at the end"],
      // Older files have none.
      ...recorded.series === undefined || ours.series === recorded.series
        ? []
        : ["other measurements along the way"],
    ];
    return differing.length === 0
      ? []
      : [`${nameOf(ours)}: ${differing.join("; ")}`];
  });
}

/**
 * Question 2 on the same kind of machine: a line for each finding whose numbers
 * are not the recorded ones, unless times were measured, which never are.
 * Statements that only one side makes are no difference in results.
 *
 * @param options.inWhole Whether to compare what a finding decides as well,
 * which other predicates than the recorded ones may say of the same numbers.
 */
export function differingFindings(
  ours: readonly GoldenFinding[],
  { findings = [], runs }: Pick<Golden, "findings" | "runs">,
  { inWhole = false } = {},
): string[] {
  if (runs.some(({ volatile }) => volatile !== undefined)) return [];
  const recorded = Map.groupBy(findings, ({ statement }) => statement);
  return ours.flatMap((finding) => {
    const other = recorded.get(finding.statement)?.shift();
    if (other === undefined) return [];
    const differing = PARTS.slice(0, inWhole ? PARTS.length : 1)
      .filter((part) => part(finding) !== part(other));
    const text = (one: GoldenFinding) =>
      differing.map((part) => part(one)).join(", ");
    return differing.length === 0
      ? []
      : [`${finding.statement}: ${text(finding)}; recorded: ${text(other)}`];
  });
}

/** What a finding says of its statement, in words; its numbers first. */
const PARTS: readonly ((finding: GoldenFinding) => string)[] = [
  ({ numbers }) => numbers,
  ({ outcome }) => outcome,
  ({ informative = false }) => `${informative ? "no " : ""}part of the verdict`,
];

/**
 * Question 1 on another machine: a line for each run whose first numbers are
 * not near the recorded ones. Those of an exact claim may be rounding errors
 * and are not compared; what is not has margins.
 */
export function differingFirsts(
  pairs: readonly GoldenPair[],
  { claim }: { claim: Claim },
): string[] {
  if (claim.exact) return [];
  return pairs.flatMap((pair) => {
    const step = differingStep(pair, near);
    return step === undefined
      ? []
      : [`${nameOf(pair.ours)}: ${firstText(pair, step)}`];
  });
}

/**
 * Question 2 on another machine: a line for each run that ended differently,
 * and for each metric of a cell that is not shown to be within the claim's
 * margin: by an equivalence test over the seeds, or number by number if the
 * claim is exact or the margin 0, as of counts.
 */
export function differingResults(
  pairs: readonly GoldenPair[],
  { claim, tier }: { claim: Claim; tier: Tier },
): string[] {
  const statuses = pairs
    .filter(({ ours, recorded }) => ours.status !== recorded.status)
    .map(({ ours, recorded }) =>
      `${nameOf(ours)}: status is ${ours.status}, recorded ${recorded.status}`
    );
  const cells = [...Map.groupBy(pairs, ({ ours }) => ours.cell).values()];
  const metrics = Object.entries(claim.margins(tier)).flatMap((
    [metric, margin],
  ) =>
    cells.flatMap((cell) => {
      const valued = cell.filter(({ ours, recorded }) =>
        typeof ours.metrics[metric] === "number" &&
        typeof recorded.metrics[metric] === "number"
      );
      const oneSided = cell.filter(({ ours, recorded }) =>
        typeof ours.metrics[metric] !== typeof recorded.metrics[metric]
      );
      return [
        ...oneSided.map((pair) => metricText(pair, metric)),
        ...claim.exact || isNone(margin)
          ? valued.filter((pair) => !within(pair, { metric, margin }))
            .map((pair) => metricText(pair, metric))
          : notEquivalent(valued, { metric, margin }),
      ];
    })
  );
  return [...statuses, ...metrics];
}

function isNone(margin: Margin): boolean {
  return "absolute" in margin && margin.absolute === 0;
}

/** How a run is called. */
export function nameOf(
  { cell, seed }: Pick<GoldenRun, "cell" | "seed">,
): string {
  return `${cell} seed ${seed}`;
}

function within(
  { ours, recorded }: GoldenPair,
  { metric, margin }: { metric: string; margin: Margin },
): boolean {
  const [a, b] = [ours.metrics[metric]!, recorded.metrics[metric]!];
  const allowed = "absolute" in margin
    ? margin.absolute
    : margin.relative * Math.abs(b);
  return Math.abs(a - b) <= allowed;
}

function notEquivalent(
  cell: readonly GoldenPair[],
  { metric, margin }: { metric: string; margin: Margin },
): string[] {
  const [first] = cell;
  // Where no run has the number, here or there, nothing differs.
  if (first === undefined) return [];
  const problem = `${first.ours.cell}: ${metric} is not shown to be ` +
    "equivalent to the recorded one: ";
  if (cell.length < 2) {
    return [
      `${problem}only seed ${first.ours.seed} has a value, and one ` +
      "difference has no spread",
    ];
  }
  const bySeed = (which: keyof GoldenPair) =>
    new Map(cell.map((pair) => [pair.ours.seed, pair[which].metrics[metric]!]));
  const [ours, recorded] = [bySeed("ours"), bySeed("recorded")];
  const relative = "relative" in margin;
  if (
    relative && [...ours.values(), ...recorded.values()].some((x) => x <= 0)
  ) {
    return [`${problem}a ratio needs positive numbers`];
  }
  const { outcome, lower, upper, seedsToDecide } = relative
    ? withinFactor(ours, recorded, { factor: 1 + margin.relative })
    : equivalent(ours, recorded, { margin: margin.absolute });
  if (outcome === "reproduced") return [];
  const text = (difference: number) =>
    relative
      ? `${(100 * Math.expm1(difference)).toPrecision(3)} %`
      : difference.toPrecision(3);
  const allowed = relative ? factorText(margin) : `±${margin.absolute}`;
  const needed = seedsToDecide === undefined
    ? ""
    : `; ${seedsToDecide} such seeds would decide`;
  return [
    `${problem}the mean difference is between ${text(lower)} and ` +
    `${text(upper)}, allowed ${allowed}${needed}`,
  ];
}

/**
 * The limits of a ratio of means that a relative margin allows, which are each
 * other's inverse: "-9.09 % to +10 %".
 */
export function factorText(
  { relative }: Extract<Margin, { relative: number }>,
): string {
  const [lower, upper] = [-relative / (1 + relative), relative]
    .map((share) => Number((100 * share).toPrecision(3)));
  return `${lower} % to +${upper} %`;
}

/** Index of the first of a run's first numbers that does not agree. */
function differingStep(
  { ours, recorded }: GoldenPair,
  agree: (a: number | null, b: number | null) => boolean,
): number | undefined {
  const length = Math.max(ours.first.length, recorded.first.length);
  for (let step = 0; step < length; step++) {
    const [a, b] = [ours.first[step], recorded.first[step]];
    if (a === undefined || b === undefined || !agree(a, b)) return step;
  }
  return undefined;
}

function near(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <=
    FIRST_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

function firstText({ ours, recorded }: GoldenPair, step: number): string {
  return `number ${step + 1} is ${ours.first[step]}, recorded ${
    recorded.first[step]
  }`;
}

function metricText({ ours, recorded }: GoldenPair, metric: string): string {
  return `${nameOf(ours)}: ${metric} is ${ours.metrics[metric]}, recorded ${
    recorded.metrics[metric]
  }`;
}
