import { pathToFileURL } from "node:url";
import type { Method } from "../../core/method.ts";
import type { Engine } from "../../engines/engine.ts";
import { methodProblem } from "../../suites/check_method.ts";
import { digestOf, type OwnMethod, unusable } from "./own_method.ts";
import { shapeProblem } from "./shape_problem.ts";

/**
 * Imports a method into this process and has it checked.
 *
 * @throws {UsageError} if it is none, breaks the conformance table, or has
 * changed since the call began.
 */
export async function importOwnMethod(
  { files, digest }: OwnMethod,
  { engine }: { engine: Engine },
): Promise<Method> {
  const [path] = files;
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    throw unusable(path, `it cannot be imported (${firstLine(error)})`);
  }
  if (await digestOf(files) !== digest) {
    throw unusable(path, "it was changed while runs were made with it");
  }
  const { default: method } = module;
  const shape = shapeProblem(method);
  if (shape !== undefined) throw unusable(path, shape);
  const problem = await methodProblem(engine, method as Method);
  if (problem !== undefined) throw unusable(path, problem);
  return method as Method;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0]!;
}
