/**
 * What a person sees while runs go on, on standard error: on a terminal one
 * bar for all runs and a line for each that is under way; elsewhere plain
 * lines.
 *
 * @module
 */
import type { RunProgress } from "../suites/suite.ts";
import type { PlannedRun } from "./plan.ts";
import type { RunObserver } from "./run_plan.ts";
import type { RunRecord } from "./run_record.ts";
import { TimeLeft } from "./time_left.ts";

/** A running line in the terminal is renewed so often. */
const REFRESH_MS = 200;
const PLAIN_INTERVAL_MS = 30_000;
const BAR_WIDTH = 24;
/** Lines above the top of a terminal cannot be renewed. */
const MOST_LINES = 12;

/** Where progress is shown. */
export interface Screen {
  readonly terminal: boolean;
  readonly columns: number;
  write(text: string): void;
  /** Milliseconds. */
  now(): number;
}

/** An observer that shows nothing but failures. */
export function quietProgress(screen: Screen): RunObserver {
  return {
    planned() {},
    started() {},
    progress() {},
    finished() {},
    failed: (run, { message }) => screen.write(failedLine(run, message)),
    setAside: (run, path) => screen.write(setAsideLine(run, path)),
    note() {},
  };
}

/** An observer that writes a line when something happens, or every 30 s. */
export function plainProgress(
  screen: Screen,
  { jobs }: { jobs: number | undefined },
): RunObserver {
  const left = new TimeLeft({ jobs });
  let next = 0;
  return {
    planned: (runs, finished) => {
      left.plan(runs, finished);
      screen.write(
        `${runs.length} runs, ${finished.length} of them finished before\n`,
      );
    },
    started: () => {},
    progress: (run, progress) => {
      if (screen.now() < next) return;
      next = screen.now() + PLAIN_INTERVAL_MS;
      screen.write(`${nameOf(run)}: ${stepsText(progress)}\n`);
    },
    finished: (run, record) => {
      left.finish(record);
      screen.write(
        `[${left.finished}/${left.total}] ${nameOf(run)}: ${
          finishedText(record)
        }, ${left.text()}\n`,
      );
    },
    failed: (run, { message }) => {
      left.drop(run);
      screen.write(failedLine(run, message));
    },
    setAside: (run, path) => screen.write(setAsideLine(run, path)),
    note: (line) => screen.write(`${line}\n`),
  };
}

/** An observer that keeps a bar and a line per running run up to date. */
export function terminalProgress(
  screen: Screen,
  { jobs }: { jobs: number | undefined },
): RunObserver {
  const left = new TimeLeft({ jobs });
  const running = new Map<PlannedRun, RunProgress>();
  let shown = 0;
  let next = 0;
  const clear = () => {
    if (shown > 0) screen.write(`\x1b[${shown}A\x1b[J`);
    shown = 0;
  };
  const draw = () => {
    clear();
    if (left.finished === left.total) return;
    const lines = [
      `${
        bar(left.finished / left.total)
      } ${left.finished}/${left.total} runs, ${left.text()}`,
      ...[...running].slice(0, MOST_LINES).map(([run, progress]) =>
        `  ${nameOf(run)}: ${stepsText(progress)}`
      ),
    ];
    screen.write(
      lines.map((line) => `${line.slice(0, screen.columns - 1)}\n`).join(""),
    );
    shown = lines.length;
    next = screen.now() + REFRESH_MS;
  };
  const say = (line: string) => {
    clear();
    screen.write(line);
    draw();
  };
  return {
    planned: (runs, finished) => {
      left.plan(runs, finished);
      draw();
    },
    started: (run) => {
      running.set(run, { step: 0 });
      draw();
    },
    progress: (run, progress) => {
      running.set(run, progress);
      if (screen.now() >= next) draw();
    },
    finished: (run, record) => {
      running.delete(run);
      left.finish(record);
      draw();
    },
    failed: (run, { message }) => {
      running.delete(run);
      left.drop(run);
      say(failedLine(run, message));
    },
    setAside: (run, path) => say(setAsideLine(run, path)),
    note: (line) => say(`${line}\n`),
  };
}

/** How a run is called. */
export function nameOf({ cell, identity }: PlannedRun): string {
  return `${cell} seed ${identity.seed}`;
}

function stepsText({ step, ofSteps, loss }: RunProgress): string {
  return [
    `step ${step}`,
    ...ofSteps === undefined ? [] : [` of at most ${ofSteps}`],
    ...loss === undefined ? [] : [`, training loss ${loss.toPrecision(3)}`],
  ].join("");
}

function finishedText({ outcome, seconds }: RunRecord): string {
  const accuracy = outcome.metrics.test_accuracy;
  return [
    outcome.status,
    ...outcome.steps > 0 ? [`${outcome.steps} steps`] : [],
    ...accuracy === undefined
      ? []
      : [`test accuracy ${accuracy.value.toFixed(2)} %`],
    `${seconds.toFixed(1)} s`,
  ].join(", ");
}

function failedLine(run: PlannedRun, message: string): string {
  return `${nameOf(run)} failed: ${message}\n`;
}

function setAsideLine(run: PlannedRun, path: string): string {
  return `${
    nameOf(run)
  }: its record is damaged, moved to ${path}; it is done again\n`;
}

function bar(fraction: number): string {
  const full = Math.round(fraction * BAR_WIDTH);
  return "█".repeat(full) + "░".repeat(BAR_WIDTH - full);
}
