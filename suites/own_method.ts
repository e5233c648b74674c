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

/** Plain SGD, and its passes divided among workers. */
const PLAIN: readonly unknown[] = ["sgd", "data-parallel SGD"];

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
  return kind === "classification" && PLAIN.includes(method?.name)
    ? { ...settings, method: { name: "user's own", digest } }
    : undefined;
}
