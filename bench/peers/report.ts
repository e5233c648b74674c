import Table from "cli-table3";
import { quartilesText, threeDigits } from "../numbers_text.ts";
import { flopOf } from "../works.ts";
import type { Contender } from "./contender.ts";
import { isPeer } from "./contenders.ts";
import {
  type Quartiles,
  quartilesOf,
} from "../../training/timing/quartiles.ts";
import { ratiosOf } from "../../training/timing/timed_rounds.ts";
import type { Measurement } from "./measure.ts";

/** The times of one contender in a measurement. */
interface Line {
  readonly id: string;
  readonly title: string;
  readonly device: string;
  /** Median over the rounds. */
  readonly milliseconds: number;
  readonly gigaflopPerSecond: number;
  /** Its time divided by that of each reference: quartiles over the rounds. */
  readonly ratios: readonly ({ readonly to: string } & Quartiles)[];
}

/** What contenders are compared with: the peers, else the first of them. */
function referencesOf({ contenders }: Measurement): readonly Contender[] {
  const peers = contenders.filter(({ id }) => isPeer(id));
  return peers.length > 0 ? peers : contenders.slice(0, 1);
}

function linesOf(measurement: Measurement): Line[] {
  const { work, contenders, rounds } = measurement;
  const references = referencesOf(measurement);
  return contenders.map(({ id, title, device }) => {
    const { median } = quartilesOf(rounds.map((round) => round[id]!));
    return {
      ...{ id, title, device, milliseconds: median },
      gigaflopPerSecond: flopOf(work) / median / 1e6,
      ratios: references.map(({ id: to }) => ({
        ...{ to, ...quartilesOf(ratiosOf(rounds, { of: id, to })) },
      })),
    };
  });
}

/** A measurement as a table. */
export function reportText(
  measurement: Measurement,
  { threads }: { threads: number },
): string {
  const { work, incapable, differences, rounds } = measurement;
  const table = new Table({
    head: [
      ...["", "ms a step", "GFLOP/s"],
      ...referencesOf(measurement).map(({ id }) => `time / ${id}`),
    ],
    style: { head: [], border: [] },
  });
  for (const line of linesOf(measurement)) {
    table.push([
      line.title,
      threeDigits(line.milliseconds),
      threeDigits(line.gigaflopPerSecond),
      ...line.ratios.map((ratio) =>
        ratio.to === line.id ? "1" : quartilesText(ratio)
      ),
    ]);
  }
  const { timed } = work.turn;
  return [
    `${work.title}: ${
      threeDigits(flopOf(work) / 1e9)
    } GFLOP a step, up to ${threads} thread${
      threads === 1 ? "" : "s"
    } each, medians (quartiles) of ${rounds.length} rounds of ${timed} steps`,
    `${table}`,
    `losses differ by at most ${
      differences.map((difference) => difference.toExponential(0)).join(", ")
    } in the first steps`,
    ...Object.entries(incapable).map(([id, message]) =>
      `${id} cannot do it: ${message.split("\n", 1)[0]}`
    ),
  ].join("\n");
}

/** A measurement for a program. */
export function reportJson(measurement: Measurement) {
  const { work, incapable, differences, rounds } = measurement;
  return {
    ...{ work: work.id, title: work.title, flop: flopOf(work) },
    contenders: linesOf(measurement),
    ...{ incapable, lossDifferences: differences, rounds },
  };
}
