/**
 * Files of a results folder, for tests.
 *
 * @module
 */
import { basename, join } from "node:path";
import type { Checkpoint } from "./checkpoint.ts";
import { deserialize, type RunRecord } from "./run_record.ts";

/** Paths of the records in a results folder, from there. */
export function recordsIn(folder: string): string[] {
  return [...Deno.readDirSync(join(folder, "runs"))]
    .filter(({ name }) => name.endsWith(".json"))
    .map(({ name }) => join("runs", name)).toSorted();
}

/** The record in a file of a results folder. */
export async function recordAt(path: string): Promise<RunRecord> {
  return deserialize(await Deno.readTextFile(path), basename(path, ".json"));
}

/** The checkpoint of a run that has taken so long. */
export function checkpointWith(seconds: number): Checkpoint {
  return {
    seconds,
    snapshot: {
      counters: {
        ...{ steps: 7, gradientEvaluations: 70, status: "not converged" },
        links: [{ step: 0, chain: "00", tensors: { w: "11" } }],
        ...{ trace: "abcd", measuredEpoch: 0 },
      },
      tensors: {
        "parameters/w": { shape: [2], values: Float32Array.of(seconds, -0) },
        "losses/epochs": { shape: [1], values: Float64Array.of(Infinity) },
      },
    },
  };
}

/** Bytes that are written in parts. */
export function bytesOf(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
