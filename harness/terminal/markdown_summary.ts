/**
 * The outcome of a call in Markdown, as continuous integration shows it.
 *
 * @module
 */
import type { Environment } from "../host/environment.ts";
import { nameOf } from "./progress.ts";
import type { ReproResult } from "../repro.ts";
import type { SuiteReport } from "./suite_report.ts";

/** With more than that, something is wrong with all. */
const MOST_PROBLEMS = 20;

/** The outcome of a call as a section. */
export function markdownSummary(
  { plan, reports, failures, environment }: Omit<
    ReproResult,
    "records" | "csv"
  >,
  { interrupted }: { interrupted: boolean },
): string {
  const whole = new Set(reports.map(({ claim }) => claim));
  const without = plan.suites.filter(({ claim }) => !whole.has(claim))
    .map(({ claim }) => `\`${claim.id}\``);
  return [
    `## Claims at the ${plan.tier} tier on ${plan.engine.engine}`,
    "",
    ...interrupted ? ["**Interrupted.**", ""] : [],
    ...reports.length === 0 ? [] : [...table(reports), ""],
    ...reports.flatMap(problemLines),
    ...without.length === 0
      ? []
      : [`**No verdict** on ${without.join(", ")}.`, ""],
    ...failures.length === 0 ? [] : [`**${failures.length} runs failed:**`, ""],
    ...failures.slice(0, MOST_PROBLEMS).map((run) => `- ${safe(nameOf(run))}`),
    ...failures.length === 0 ? [] : [""],
    ...environment === undefined ? [] : [environmentLine(environment), ""],
  ].join("\n");
}

function table(reports: readonly SuiteReport[]): string[] {
  return [
    "| suite | claim | verdict | gate |",
    "| --- | --- | --- | --- |",
    ...reports.map(({ claim, verdict, gate }) =>
      `| ${
        [
          `\`${claim.id}\``,
          safe(claim.title),
          safe(verdict.label),
          gate?.status === "failed" ? "**failed**" : gate?.status ?? "off",
        ].join(" | ")
      } |`
    ),
  ];
}

function problemLines({ claim, gate }: SuiteReport): string[] {
  const problems = gate?.problems ?? [];
  if (problems.length === 0) return [];
  const more = problems.length - MOST_PROBLEMS;
  return [
    `**The gate on \`${claim.id}\` failed:**`,
    "",
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => `- ${safe(problem)}`),
    ...more > 0 ? [`- and ${more} more`] : [],
    "",
  ];
}

function environmentLine(
  { cpu, cores, deno, device, host }: Environment,
): string {
  const gpus = (host?.gpus ?? []).map(({ name, driver }) =>
    `${name}, driver ${driver}`
  );
  const commit = host?.commit?.slice(0, "1234567890".length);
  return safe(
    [
      ...device === undefined ? [] : [device],
      `${cpu}, ${cores} cores`,
      ...gpus,
      `deno ${deno}`,
      ...commit === undefined
        ? []
        : [`commit ${commit}${host?.dirty ? " with changes" : ""}`],
    ].join("; "),
  );
}

/** A text that Markdown shows as it is, in one line. */
function safe(text: string): string {
  return text.replaceAll(/\s+/g, " ")
    .replaceAll(/[\\`*_{}[\]<>()#+!|~&-]/g, "\\$&");
}
