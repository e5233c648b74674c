/**
 * Which engine the nodes of a cluster have. Only they can say: the machine
 * that submits jobs may have another processor, or none for graphics. So the
 * first task to open its engine writes down what it is, and all runs of a plan
 * are done with that.
 *
 * @module
 */
import { join } from "node:path";
import { writeFileOnce } from "../../core/atomic_file.ts";
import { UsageError } from "../../core/usage_error.ts";
import type { Fingerprint } from "../../engines/engine.ts";
import type { EngineSetup } from "../host/engine_setup.ts";
import { isFingerprint } from "../records/is_fingerprint.ts";
import { canonical, sha256 } from "../records/run_identity.ts";
import { checkedJson } from "./checked_json.ts";
import { slurmFolder } from "./submission.ts";

const KEY_LENGTH = 12;

/**
 * The file of the nodes that an engine so opened and such directives mean;
 * `here` is the engine where that is the same on every machine.
 */
export function nodesFile(
  results: string,
  { engine: { verbose: _, ...engine }, directives, here = {} }: {
    engine: EngineSetup;
    directives: readonly string[];
    here: Fingerprint | undefined;
  },
): string {
  const key = sha256(canonical({ engine: { ...engine }, directives, here }));
  return join(
    slurmFolder(results),
    `nodes-${key.slice(0, KEY_LENGTH)}.json`,
  );
}

/**
 * The engine of the nodes; undefined until a task has opened it.
 *
 * @throws {UsageError} if the file is damaged, or cannot be read.
 */
export async function nodesEngine(
  file: string,
): Promise<Fingerprint | undefined> {
  try {
    return await checkedJson(file, {
      isWhole: isFingerprint,
      advice: "remove it, and the next task writes it again",
    });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Settles the engine of the nodes, as far as it is open.
 *
 * @throws {UsageError} if it was settled to be another one, or the file is
 * damaged.
 */
export async function agreeOnEngine(
  file: string,
  engine: Fingerprint,
): Promise<void> {
  if (await writeFileOnce(file, `${JSON.stringify(engine)}\n`)) return;
  const agreed = (await nodesEngine(file))!;
  const names = new Set([...Object.keys(agreed), ...Object.keys(engine)]);
  const differences = [...names].filter((name) => agreed[name] !== engine[name])
    .map((name) => `${name} ${engine[name]} and not ${agreed[name]}`);
  if (differences.length === 0) return;
  throw new UsageError(
    `Cannot do these runs on ${Deno.hostname()}: its engine has ${
      differences.join(", ")
    }, so bits would differ; name nodes that are alike (--partition, --slurm "--constraint=..."), or remove ${file} if it is the engine that has changed`,
  );
}
