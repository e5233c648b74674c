/**
 * A user's own method in the place of plain SGD.
 *
 * @module
 */
import type { Method } from "../core/method.ts";
import { methodOf, type MethodSettings } from "../methods/method_of.ts";
import type { RunSettings } from "./suite.ts";

/** A method that is no part of the repository, in JSON. */
export type OwnMethodSettings = {
  readonly name: "user's own";
  /** Of the file's content and of what it imports. */
  readonly digest: string;
};

/**
 * The same training with a user's own method, if it is a training with plain
 * SGD; undefined for any other run.
 */
export function withOwnMethod(
  settings: RunSettings,
  { digest }: { digest: string },
): RunSettings | undefined {
  const { kind, method } = settings as RunSettings & {
    method?: { name?: unknown };
  };
  return kind === "classification" && method?.name === "sgd"
    ? { ...settings, method: { name: "user's own", digest } }
    : undefined;
}

/**
 * The method that a training's settings describe, or the user's own.
 *
 * @throws {RangeError} as {@linkcode methodOf}, and if there is none of the
 * user's own.
 */
export function trainingMethod(
  settings: MethodSettings | OwnMethodSettings,
  { method }: { method?: Method },
): Method {
  if (settings.name !== "user's own") return methodOf(settings);
  if (method !== undefined) return method;
  throw new RangeError(
    "Cannot do a run with a user's own method: none was given with --method",
  );
}
