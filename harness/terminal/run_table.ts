/**
 * The lines of the runs that go on: a table that fits the terminal.
 *
 * @module
 */
import type { RunProgress } from "../../suites/suite.ts";
import { bar } from "./bar.ts";
import { durationText } from "./duration.ts";
import type { Pace } from "../running/pace.ts";
import type { Paint } from "./paint.ts";

/** A run that goes on. */
export interface Going {
  /** How it is called. */
  readonly name: string;
  readonly progress: RunProgress;
  readonly pace: Pace;
  /** Steps that such runs have taken, on average; undefined before the first. */
  readonly usualSteps?: number | undefined;
}

interface Column {
  readonly heading: string;
  /** Undefined where that is not known. */
  readonly text: (run: Going) => string | undefined;
  readonly left?: boolean;
}

const COLUMNS: readonly Column[] = [
  { heading: "run", text: ({ name }) => name, left: true },
  { heading: "step", text: stepText },
  {
    heading: "loss",
    text: ({ progress: { loss } }) => loss?.toPrecision(3),
  },
  {
    heading: "accuracy",
    text: ({ progress: { accuracy } }) =>
      accuracy === undefined ? undefined : `${accuracy.toFixed(1)} %`,
  },
  {
    heading: "examples/s",
    text: ({ pace }) => pace.examplesPerSecond()?.toFixed(0),
  },
  { heading: "left", text: leftText },
];

/** What is left out of a narrow terminal, first to last. */
const DISPENSABLE = ["accuracy", "examples/s", "loss"];

const GAP = "  ";
const WIDEST_BAR = 20;
const NARROWEST_BAR = 5;

/**
 * A heading and a line for each run, in so many columns if that is possible.
 * `~` stands before the number of steps that such runs have taken, `≤` before
 * the longest that a run can take.
 */
export function runTable(
  runs: readonly Going[],
  { columns, paint }: { columns: number; paint: Paint },
): string[] {
  const room = columns - 1;
  let shown = COLUMNS.map((column) => aligned(column, runs))
    .filter((column) => column !== undefined);
  for (const heading of DISPENSABLE) {
    if (widthOf(shown) + GAP.length + NARROWEST_BAR <= room) break;
    shown = shown.filter(([head]) => head?.trim() !== heading);
  }
  const widest = Math.min(room - widthOf(shown) - GAP.length, WIDEST_BAR);
  const barWidth = Math.max(widest, 0);
  const bars = runs.some((run) => shareOf(run) !== undefined) &&
    barWidth >= NARROWEST_BAR;
  const [names, ...numbers] = shown;
  const lineOf = (index: number, barText: string) =>
    [
      "",
      names![index],
      ...bars ? [barText] : [],
      ...numbers.map((column) => column[index]),
    ].join(GAP);
  return [
    paint(lineOf(0, " ".repeat(barWidth)), "aside"),
    ...runs.map((run, index) =>
      lineOf(index + 1, bar(shareOf(run) ?? 0, { width: barWidth, paint }))
    ),
  ];
}

/** Heading and texts of a column, all of one width; undefined if it is empty. */
function aligned(
  { heading, text, left = false }: Column,
  runs: readonly Going[],
): string[] | undefined {
  const texts = runs.map(text);
  if (texts.every((text) => text === undefined)) return undefined;
  const all = [heading, ...texts.map((text) => text ?? "")];
  const width = Math.max(...all.map(({ length }) => length));
  return all.map((text) => left ? text.padEnd(width) : text.padStart(width));
}

function widthOf(columns: readonly (readonly string[])[]): number {
  return columns.reduce((sum, [head]) => sum + GAP.length + head!.length, 0);
}

function stepText(run: Going): string | undefined {
  const { step, ofSteps } = run.progress;
  const usual = usualSteps(run);
  if (usual !== undefined) return `${step}/~${usual}`;
  if (ofSteps !== undefined) return `${step}/${ofSteps}`;
  return step > 0 ? `${step}` : undefined;
}

function leftText(run: Going): string | undefined {
  const { step, ofSteps } = run.progress;
  const usual = usualSteps(run);
  const speed = run.pace.stepsPerSecond();
  const end = usual ?? ofSteps;
  if (speed === undefined || end === undefined) return undefined;
  const time = durationText((end - step) / speed);
  return usual === undefined ? `≤ ${time}` : `~ ${time}`;
}

function shareOf(run: Going): number | undefined {
  const { step, ofSteps } = run.progress;
  const end = usualSteps(run) ?? ofSteps;
  return end === undefined ? undefined : step / end;
}

/** As many steps as such runs have taken, if this one has not gone beyond. */
function usualSteps({ usualSteps, progress }: Going): number | undefined {
  return usualSteps !== undefined && usualSteps > progress.step
    ? Math.round(usualSteps)
    : undefined;
}
