/**
 * A user's own method in the place of plain SGD.
 *
 * @module
 */
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
