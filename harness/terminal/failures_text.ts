import type { OwnMethod } from "../own_method/own_method.ts";
import type { ReproResult } from "../repro.ts";

/** What a call says at its end of the runs that failed. */
export function failuresText(
  { plan, failures, reports }: Pick<
    ReproResult,
    "plan" | "failures" | "reports"
  >,
  { method }: { method: Pick<OwnMethod, "files"> | undefined },
): string {
  const count = `${failures.length} of ${plan.runs.length} runs failed`;
  const whole = new Set(reports.map(({ claim }) => claim));
  const incomplete = plan.suites.filter(({ claim }) => !whole.has(claim))
    .map(({ claim }) => claim.id);
  // Runs of the user's own method are no part of a claim.
  if (incomplete.length > 0 || method === undefined) {
    return `${count}, so there is no verdict on ${
      incomplete.join(", ")
    }; run the same command again to retry`;
  }
  const failed = new Set(failures.map(({ run }) => run));
  const places = plan.suites.flatMap(({ claim, own = [] }) => {
    const { length } = own.filter(({ runs }) =>
      [...runs.values()].some((run) => failed.has(run))
    );
    if (length === 0) return [];
    return length === own.length
      ? [claim.id]
      : [`${length} of ${own.length} cells of ${claim.id}`];
  });
  return `${count}, so your method is not compared in ${
    places.join(", ")
  }; mend ${method.files[0]} and run again`;
}
