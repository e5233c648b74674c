/**
 * How the worker processes of a call open their engine, and what they must be
 * allowed for it.
 *
 * @module
 */
import { dirname } from "node:path";
import type { EngineName, EngineOptions } from "../../engines/engine.ts";
import { requireTensorflow } from "../../engines/tensorflow/installation/find.ts";
import { TENSORFLOW_SETTINGS } from "../../engines/tensorflow/settings.ts";
import { WEBGPU_VARIABLES } from "../../engines/webgpu/adapter.ts";

/** An engine as the command line asks for it. */
export interface EngineSetup extends Omit<EngineOptions, "onTrace"> {
  readonly name: EngineName;
  /** Whether to say on standard error what is traced. */
  readonly verbose?: boolean;
}

/**
 * The setup of an engine. One thread each, unless asked otherwise: runs beside
 * each other keep more cores busy than the threads of one, and the number of
 * threads is a part of what decides the bits.
 */
export function engineSetup(
  name: EngineName,
  options: Omit<EngineSetup, "name">,
): EngineSetup {
  return { name, threads: 1, ...options };
}

/** What a worker process needs for an engine. */
export interface WorkerNeeds {
  readonly readable: readonly string[];
  /** Further permissions, as arguments of Deno. */
  readonly permissions: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * What a worker process needs for an engine.
 *
 * @throws {UsageError} if the engine is not installed.
 */
export async function workerNeeds(
  { name }: Pick<EngineSetup, "name">,
): Promise<WorkerNeeds> {
  switch (name) {
    case "tensorflow": {
      const { folder, cc } = await requireTensorflow();
      const variables = [
        "GRADNOISE_TENSORFLOW",
        "INIT_CWD",
        ...TENSORFLOW_SETTINGS,
      ];
      return {
        // The package's list of files lies beside the libraries' folder.
        readable: [dirname(folder)],
        permissions: ["--allow-ffi", `--allow-env=${variables.join()}`],
        environment: { GRADNOISE_TENSORFLOW: cc },
      };
    }
    case "webgpu":
      return {
        readable: [],
        permissions: [`--allow-env=${WEBGPU_VARIABLES.join()}`],
        environment: {},
      };
    case "wasm":
    case "cpu":
      return { readable: [], permissions: [], environment: {} };
  }
}

/** The setup as one argument of the worker. */
export function setupArgument(setup: EngineSetup): string {
  return JSON.stringify(setup);
}

/** What {@linkcode setupArgument} wrote. */
export function setupFromArgument(text: string): EngineSetup {
  return JSON.parse(text) as EngineSetup;
}
