import Table from "cli-table3";
import { quartilesOf } from "../../training/timing/quartiles.ts";
import { ratiosOf } from "../../training/timing/timed_rounds.ts";
import { threeDigits } from "../numbers_text.ts";
import type { Measurement } from "../peers/measure.ts";
import { type MedianInterval, medianInterval } from "./median_interval.ts";

/** Whether the head is slower than the margin allows. */
export type Slowness = "slower" | "not slower" | "undecided";

/** What was found of a work. */
export interface ComparedWork {
  readonly work: string;
  readonly title: string;
  /** Milliseconds of a step: medians over the samples. */
  readonly milliseconds: { readonly base: number; readonly head: number };
  /** Time of the head divided by that of the base, within each pair. */
  readonly ratio: MedianInterval;
  readonly slowness: Slowness;
  /** Milliseconds of each sample. */
  readonly samples: Measurement["rounds"];
}

/** What a measurement of base and head says. */
export function comparedWork(
  { work: { id, title }, rounds }: Measurement,
  { margin }: { margin: number },
): ComparedWork {
  const ratio = medianInterval(ratiosOf(rounds, { of: "head", to: "base" }));
  const median = (side: string) =>
    quartilesOf(rounds.map((round) => round[side]!)).median;
  return {
    ...{ work: id, title, ratio },
    milliseconds: { base: median("base"), head: median("head") },
    slowness: ratio.lower > 1 + margin
      ? "slower"
      : ratio.upper <= 1 + margin
      ? "not slower"
      : "undecided",
    samples: rounds,
  };
}

const HEAD = ["step", "base, ms", "head, ms", "head / base", "95 % bounds"];

/** The outcome as a table. */
export function comparisonText(works: readonly ComparedWork[]): string {
  const table = new Table({
    head: [...HEAD, "head is"],
    style: { head: [], border: [], compact: true },
  });
  table.push(...works.map((work) => [...cells(work), work.slowness]));
  return table.toString();
}

/** The outcome as a section of Markdown. */
export function comparisonMarkdown(
  works: readonly ComparedWork[],
  { engine, margin }: { engine: string; margin: number },
): string {
  const row = (texts: readonly string[]) => `| ${texts.join(" | ")} |`;
  return [
    `## Speed on ${engine}, head against base`,
    "",
    row([...HEAD, "head is"]),
    row(Array.from({ length: HEAD.length + 1 }, () => "---")),
    ...works.map((work) =>
      row([
        ...cells(work),
        work.slowness === "slower" ? "**slower**" : work.slowness,
      ])
    ),
    "",
    `Medians of ${
      works[0]?.samples.length ?? 0
    } processes each, in pairs by turns; slower is more than ${
      percent(margin)
    }.`,
    "",
  ].join("\n");
}

function cells({ title, milliseconds, ratio }: ComparedWork): string[] {
  const { median, lower, upper } = ratio;
  return [
    title,
    ...[milliseconds.base, milliseconds.head].map(threeDigits),
    median.toFixed(3),
    `${lower.toFixed(3)} to ${upper.toFixed(3)}`,
  ];
}

function percent(fraction: number): string {
  return `${Number((100 * fraction).toPrecision(3))} %`;
}
