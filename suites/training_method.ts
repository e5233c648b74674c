import type { Method } from "../core/method.ts";
import { methodOf, type MethodSettings } from "../methods/method_of.ts";
import type { OwnMethodSettings } from "./own_method.ts";

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
