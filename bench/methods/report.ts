import Table from "cli-table3";
import { quartilesText, threeDigits } from "../numbers_text.ts";
import { methodLines, type MethodsMeasurement } from "./measure.ts";
import type { MethodWork } from "./works.ts";

/** A measurement as a table. */
export function methodsText(measurement: MethodsMeasurement): string {
  const { work, rounds } = measurement;
  const table = new Table({
    head: [
      ...["", "ms a step", "time / plain SGD", "GFLOP", "M numbers"],
      ...["demanded", "time / demanded"],
    ],
    style: { head: [], border: [] },
  });
  for (const line of methodLines(measurement)) {
    const { flop, normals, uniforms } = line.arithmetic;
    table.push([
      line.title,
      threeDigits(line.milliseconds),
      quartilesText(line.ratio),
      threeDigits(flop / 1e9),
      ((normals + uniforms) / 1e6).toFixed(2),
      line.demanded.toFixed(2),
      quartilesText(line.excess),
    ]);
  }
  const { timed } = work.turn;
  return [
    `${
      titleOf(work)
    }: medians (quartiles) of ${rounds.length} rounds of ${timed} steps`,
    `${table}`,
  ].join("\n");
}

/** A measurement for a program. */
export function methodsJson(measurement: MethodsMeasurement) {
  const { work, rounds } = measurement;
  const { id, batchSize, microbatch, ghostBatchSize, workers, observed } = work;
  return {
    ...{ network: id, title: titleOf(work), batchSize, microbatch },
    ...{ ghostBatchSize, workers, observed },
    ...{ methods: methodLines(measurement), rounds },
  };
}

/** A work with its sizes, for a person to read. */
export function titleOf(
  { title, batchSize, microbatch, ghostBatchSize, workers, observed, network }:
    MethodWork,
): string {
  return [
    `${title}, B=${batchSize}`,
    ...(microbatch < batchSize ? [`in passes of ${microbatch}`] : []),
    ...(network === "f1" ? [] : [`ghost batches of ${ghostBatchSize}`]),
    `${workers} workers`,
    `statistics of ${observed} examples`,
  ].join(", ");
}
