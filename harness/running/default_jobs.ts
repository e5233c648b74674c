import process from "node:process";
import type { EngineName } from "../../engines/engine.ts";
import { findTensorflow } from "../../engines/tensorflow/installation/find.ts";
import { variantOf } from "../../engines/tensorflow/setup/variant.ts";
import type { Tier } from "../../suites/suite.ts";

/**
 * GiB of free memory for each run at a time. Runs of fully connected networks
 * take 0.6 at every tier (with TensorFlow, its library included); the rest is
 * for convolutions and larger batches.
 */
export const RUN_MEMORY: Readonly<Record<Tier, number>> = {
  smoke: 1,
  desk: 2,
  paper: 4,
};

const GIB = 2 ** 30;

/** What there is to share out. */
export interface Machine {
  readonly cores: number;
  /** Free bytes. */
  readonly memory: number;
}

/**
 * How many runs at a time suit a machine: one for each processor core, over
 * the threads of a run, as far as its free memory goes. On a graphics
 * processor one, because nothing here knows how much memory it has.
 */
export function defaultJobs(
  { tier, threads = 1, graphics = false }: {
    tier: Tier;
    threads?: number | undefined;
    graphics?: boolean;
  },
  { cores, memory }: Machine = thisMachine(),
): number {
  if (graphics) return 1;
  return Math.max(
    1,
    Math.min(
      Math.floor(cores / threads),
      Math.floor(memory / (RUN_MEMORY[tier] * GIB)),
    ),
  );
}

/** Whether an engine would compute on a graphics processor here. */
export async function usesGraphics(engine: EngineName): Promise<boolean> {
  if (engine !== "tensorflow") return engine === "webgpu";
  const installation = await findTensorflow();
  return installation !== undefined && variantOf(installation) === "cuda";
}

/**
 * What there is here.
 *
 * @param limit Bytes that this process and others with it are allowed, as a
 * container may be less than the machine has; 0 where the system knows of no
 * limit. What of it is in use is not known, and counts as free.
 */
export function thisMachine(limit = process.constrainedMemory()): Machine {
  const { available } = Deno.systemMemoryInfo();
  return {
    cores: navigator.hardwareConcurrency,
    memory: limit > 0 ? Math.min(available, limit) : available,
  };
}
