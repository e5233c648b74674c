/**
 * Recorded and present results side by side, for a person.
 *
 * @module
 */
import type { Fingerprint } from "../../engines/engine.ts";
import type { Outcome } from "../../suites/predicates.ts";
import { meanAndSd } from "../../suites/paired_t.ts";
import type { Claim, Tier } from "../../suites/suite.ts";
import { countText } from "../terminal/numbers.ts";
import { differingFindings, nameOf } from "./golden_difference.ts";
import type { Golden, GoldenFinding, GoldenRun } from "./golden_form.ts";
import { labelOf } from "./verdict.ts";
import { tableText, WIDTH } from "../terminal/table_text.ts";
import { wrapped } from "../terminal/wrapped.ts";

/** The present results of a suite. */
export interface Present {
  readonly claim: Claim;
  readonly tier: Tier;
  readonly engine: Fingerprint;
  readonly numerics: number;
  readonly runs: readonly GoldenRun[];
  /** Absent while runs are missing. */
  readonly outcome?: Outcome;
  /** What the predicates said; absent likewise. */
  readonly findings?: readonly GoldenFinding[];
  /** Why there is no finding, if there is none. */
  readonly note?: string;
  /** Absent if all that the suite declares. */
  readonly seeds?: readonly number[];
  /** What tuned cells chose. */
  readonly chosen?: Readonly<Record<string, string>>;
  /** Runs that the suite declares and that have not finished. */
  readonly missing: number;
  /** Whether only the runs of `seeds` are compared, and no verdict. */
  readonly partial?: boolean;
}

/** What differs between recorded and present results. */
export interface GoldenComparison {
  readonly same: boolean;
  readonly text: string;
}

const COMMIT_LENGTH = 10;

const FIRST = "first numbers";
const PARAMETERS = "parameters";
const SERIES = "measured along the way";

/** What is recorded of a suite; undefined for nothing. */
export type Recorded = Golden | "unreadable" | undefined;

/** Compares what is recorded of a suite with its present results. */
export function compareGolden(
  found: Recorded,
  present: Present,
): GoldenComparison {
  const recorded = found === "unreadable" ? undefined : found;
  const { claim, tier, engine, runs, missing, note } = present;
  const { partial = false, seeds = [] } = present;
  const lines = [
    `${claim.id}, ${tier} tier on ${engine.engine}`,
    `  recorded: ${recordedText(claim, found)}`,
    ...recorded?.note === undefined ? [] : [`    ${recorded.note}`],
    `  present: ${presentText(present)}`,
    ...note === undefined ? [] : [`    ${note}`],
  ];
  const before = new Map(
    recorded?.runs.filter(({ seed }) => !partial || seeds.includes(seed))
      .map((run) => [nameOf(run), run]),
  );
  const now = new Set(runs.map(nameOf));
  const gone = [...before.keys()].filter((name) => !now.has(name)).length;
  const builds = recorded === undefined ? [] : buildChanges(recorded, present);
  const rows = tableRows(
    runs.map((ours) => ({ ours, recorded: before.get(nameOf(ours)) })),
  );
  const findings = recorded === undefined || partial
    ? []
    : differingFindings(present.findings ?? [], recorded, { inWhole: true });
  lines.push(...findings.map((line) => `  ${line}`));
  if (gone > 0) {
    lines.push(`  recorded, but not there now: ${countText(gone, "run")}`);
  }
  lines.push(...builds.map((change) => `  ${change}`));
  if (rows.length === 0) {
    lines.push(
      `  ${countText(runs.length, "run")} ${
        runs.length === 1 ? "has" : "have"
      } the recorded bits`,
    );
  }
  return {
    same: rows.length === 0 && gone === 0 && missing === 0 &&
      builds.length === 0 && findings.length === 0 &&
      (partial || recorded?.outcome === present.outcome),
    text: textOf(lines, rows),
  };
}

function recordedText(claim: Claim, recorded: Recorded): string {
  if (recorded === undefined) return "nothing";
  if (recorded === "unreadable") return "nothing that can be read";
  const { runs, accepted, commit, reason } = recorded;
  const at = commit === undefined
    ? ""
    : ` at ${commit.slice(0, COMMIT_LENGTH)}`;
  return `${labelOf(claim, recorded)}, ${
    countText(runs.length, "run")
  }, accepted ${accepted}${at}: ${reason}`;
}

function presentText(
  { claim, tier, outcome, runs, missing, seeds }: Present,
): string {
  return [
    outcome === undefined
      ? "no verdict"
      : labelOf(claim, { outcome, tier, seeds }),
    countText(runs.length, "run"),
    ...missing === 0 ? [] : [`${missing} not finished`],
  ].join(", ");
}

/** As in "backend: recorded 4.21.0, present 4.22.0"; choices are among it. */
function buildChanges(recorded: Golden, present: Present): string[] {
  const partsOf = ({ engine, numerics, chosen }: Golden | Present) => ({
    ...engine,
    ...chosen,
    "version of the numerics": String(numerics),
  });
  const [before, now]: Fingerprint[] = [partsOf(recorded), partsOf(present)];
  return Object.keys({ ...before, ...now })
    .filter((name) => before![name] !== now![name])
    .map((name) =>
      `${name}: recorded ${before![name] ?? "none"}, present ${
        now![name] ?? "none"
      }`
    );
}

/** A present run and the recorded one, if there is one. */
interface Side {
  readonly recorded: GoldenRun | undefined;
  readonly ours: GoldenRun;
}

type Row = readonly [
  cell: string,
  number: string,
  recorded: string,
  present: string,
  runs: string,
];

/** A row for each number of a cell that is new or differs in a run. */
function tableRows(sides: readonly Side[]): Row[] {
  const groups = Map.groupBy(
    sides,
    ({ ours, recorded }) =>
      `${recorded === undefined ? "new" : "old"} ${ours.cell}`,
  );
  return [...groups.values()].flatMap(rowsOf);
}

function rowsOf(sides: readonly Side[]): Row[] {
  const before = sides.flatMap(({ recorded }) => recorded ?? []).map(numbersOf);
  const now = sides.map(({ ours }) => numbersOf(ours));
  const names = new Set([...now, ...before].flatMap((map) => [...map.keys()]));
  return [...names].flatMap((name): Row[] => {
    const differing = now.filter((numbers, index) =>
      numbers.get(name) !== before[index]?.get(name) &&
      // Older files have no hash.
      !(name === SERIES && before[index]?.get(name) === undefined)
    );
    if (differing.length === 0) return [];
    const summary = (numbers: readonly ReadonlyMap<string, unknown>[]) =>
      summaryOf(name, numbers.map((map) => map.get(name)));
    return [[
      sides[0]!.ours.cell,
      name.replaceAll("_", " "),
      summary(before),
      summary(now),
      `${differing.length} of ${sides.length}`,
    ]];
  });
}

/** What is compared of a run, in the order in which it is shown. */
function numbersOf(run: GoldenRun): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ["status", run.status],
    ["updates", run.steps],
    ...Object.entries(run.metrics),
    [FIRST, run.first.join(" ")],
    [PARAMETERS, run.chain],
    [SERIES, run.series],
  ]);
}

/** Mean and standard deviation of numbers, counts of words. */
function summaryOf(name: string, values: readonly unknown[]): string {
  // Lists and hashes say nothing to a person but that they differ.
  if ([FIRST, PARAMETERS, SERIES].includes(name)) return "";
  const numbers = values.filter((value) => typeof value === "number");
  const words = values.filter((value) => typeof value !== "number")
    .map((value) => typeof value === "string" ? value : "without");
  return [
    ...numbers.length === 0 ? [] : [meanText(numbers)],
    ...[...Map.groupBy(words, (word) => word)]
      .map(([word, group]) => `${group.length} ${word}`),
  ].join(", ");
}

function meanText(values: readonly number[]): string {
  const { mean, sd } = meanAndSd(values);
  const spread = values.length > 1 ? ` ± ${sd.toPrecision(2)}` : "";
  return `${Number(mean.toPrecision(6))}${spread}`;
}

function textOf(lines: readonly string[], rows: readonly Row[]): string {
  const text = lines.map((line) => wrapped(line, { width: WIDTH })).join("\n");
  if (rows.length === 0) return text;
  const head = ["cell", "number", "recorded", "present", "runs that differ"];
  // A row stays a line, however long, for programs that look for lines.
  return `${text}\n${tableText(rows, { head, width: Infinity })}`;
}
