import type { OwnMethodSettings } from "../../suites/own_method.ts";
import type { RunSettings } from "../../suites/suite.ts";

const OWN: OwnMethodSettings["name"] = "user's own";

/** The digest of the user's own method that a run has, if it has one. */
export function ownDigestOf(settings: RunSettings): string | undefined {
  const { method } = settings as {
    method?: { name?: unknown; digest?: unknown };
  };
  return method?.name === OWN && typeof method.digest === "string"
    ? method.digest
    : undefined;
}
