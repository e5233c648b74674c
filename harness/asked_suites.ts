/**
 * What was asked of a results folder: for each suite, tier and engine the last
 * plan, from which its state can be told without opening an engine.
 *
 * @module
 */
import { join, relative } from "node:path";
import { writeFileAtomic } from "../core/atomic_file.ts";
import { parsedJson } from "../core/parsed_json.ts";
import { UsageError } from "../core/usage_error.ts";
import type { Fingerprint } from "../engines/engine.ts";
import { type Tier, TIERS } from "../suites/suite.ts";
import type { OwnMethod } from "./own_method/own_method.ts";
import {
  MOST_SEEDS_ASKED,
  type Plan,
  type SeedChoice,
} from "./running/plan.ts";
import { isFingerprint } from "./records/is_fingerprint.ts";
import { namesIn } from "./records/names_in.ts";
import { keepingFailed } from "./records/results_folder.ts";
import { nodesEngine } from "./slurm/nodes_engine.ts";
import { slurmFolder } from "./slurm/submission.ts";

/** A suite that a call has planned. */
export interface AskedSuite {
  readonly suite: string;
  readonly tier: Tier;
  readonly engine: Fingerprint;
  /**
   * Present while of the engine only the name is known: the name of the file
   * that will say what it is, see `nodes_engine.ts`.
   */
  readonly nodes?: string | undefined;
  /** Absent for the seeds that the suite declares. */
  readonly seeds?: SeedChoice;
  /** The user's own beside it, if there was one. */
  readonly method?: Pick<OwnMethod, "name" | "digest">;
}

/** What was asked of a folder. */
export interface Asked {
  readonly suites: readonly AskedSuite[];
  /** Files of its plans, or of their engines, that say nothing of use. */
  readonly unreadable: readonly string[];
}

const FOLDER = "plans";

/**
 * Notes that the suites of a plan were asked for.
 *
 * @throws {Breakdown} if the file system refuses, as on a full disk.
 */
export async function noteAsked(
  { suites, tier, engine }: Plan,
  { folder, seeds, method, nodes }: Pick<AskedSuite, "nodes"> & {
    folder: string;
    seeds: SeedChoice | undefined;
    method?: OwnMethod | undefined;
  },
): Promise<void> {
  try {
    await Deno.mkdir(join(folder, FOLDER), { recursive: true });
    for (const { claim: { id: suite } } of suites) {
      const asked: AskedSuite = {
        ...{ suite, tier, engine, nodes },
        ...seeds === undefined ? {} : { seeds },
        ...method === undefined
          ? {}
          : { method: { name: method.name, digest: method.digest } },
      };
      const name = `${suite}.${tier}.${engine.engine}.json`;
      await writeFileAtomic(
        join(folder, FOLDER, name),
        `${JSON.stringify(asked)}\n`,
      );
    }
  } catch (error) {
    throw keepingFailed(folder, error);
  }
}

/**
 * What was asked of a folder, on the engines that are settled by now.
 *
 * @throws {UsageError} if the folder of its plans cannot be read.
 */
export async function askedSuites(folder: string): Promise<Asked> {
  const suites: AskedSuite[] = [];
  const unreadable: string[] = [];
  for (const name of await namesIn(join(folder, FOLDER))) {
    if (!name.endsWith(".json") || name.startsWith(".")) continue;
    // One that cannot be read says no more than an empty one.
    const text = await Deno.readTextFile(join(folder, FOLDER, name))
      .catch(() => "");
    const one = askedIn(text);
    if (one === undefined) unreadable.push(join(FOLDER, name));
    else await addSettled(one);
  }
  return { suites, unreadable };

  /** With the engine of the nodes, once a task has settled that. */
  async function addSettled({ nodes, ...one }: AskedSuite): Promise<void> {
    if (nodes === undefined) return void suites.push(one);
    const file = join(slurmFolder(folder), nodes);
    try {
      suites.push({ ...one, engine: await nodesEngine(file) ?? one.engine });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      unreadable.push(relative(folder, file));
    }
  }
}

function askedIn(text: string): AskedSuite | undefined {
  const value = parsedJson(text) as Partial<AskedSuite> | null | undefined;
  const { suite, tier, engine, nodes, seeds, method } = value ?? {};
  return typeof suite === "string" && TIERS.includes(tier as Tier) &&
      isFingerprint(engine) && (nodes === undefined || isNodes(nodes)) &&
      (seeds === undefined || isChoice(seeds)) &&
      (method === undefined || isMethod(method))
    ? value as AskedSuite
    : undefined;
}

/** The name alone: what others wrote leads nowhere else. */
function isNodes(value: unknown): boolean {
  return typeof value === "string" && /^nodes-[0-9a-f]+\.json$/.test(value);
}

function isMethod(value: unknown): boolean {
  const { name, digest } = (value ?? {}) as Partial<OwnMethod>;
  return typeof name === "string" && typeof digest === "string";
}

function isChoice(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length <= MOST_SEEDS_ASKED &&
      value.every(Number.isSafeInteger);
  }
  const { count } = (value ?? {}) as { count?: unknown };
  return Number.isSafeInteger(count) && (count as number) > 0 &&
    (count as number) <= MOST_SEEDS_ASKED;
}
