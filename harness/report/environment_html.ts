/**
 * What a result was made with, and how to repeat it.
 *
 * @module
 */
import type { Fingerprint } from "../../engines/engine.ts";
import { isObject } from "../records/is_object.ts";
import { canonical } from "../records/run_identity.ts";
import type { RunRecord } from "../records/run_record.ts";
import { countText } from "../terminal/numbers.ts";
import { type Html, markup } from "./html.ts";
import { folded, note } from "./pieces.ts";
import type { SuiteResult } from "./suite_results.ts";

/** More machines than that are summed up. */
const MOST_ENVIRONMENTS = 3;

/** Engine, machines, versions, data and commands, folded away. */
export function environmentHtml(result: SuiteResult): Html {
  const runs = result.suite.cells.flatMap((cell) =>
    [...cell.runs.values()].flatMap((run) => result.records.get(run) ?? [])
  );
  const environments = [
    ...Map.groupBy(
      runs,
      ({ environment }) => canonical(JSON.parse(JSON.stringify(environment))),
    ).values(),
  ].map((group) => ({
    environment: group[0]!.environment,
    count: group.length,
  }));
  const shown = environments.slice(0, MOST_ENVIRONMENTS);
  const content = [
    markup`<pre tabindex="0"><code>${commandsOf(result).join("\n")}</code></pre>
`,
    listHtml("Engine", result.engine),
    ...shown.map(({ environment, count }) =>
      listHtml(
        environments.length === 1
          ? "Machine and versions"
          : `Machine and versions of ${countText(count, "run")}`,
        flattened(environment),
      )
    ),
    environments.length > shown.length
      ? note(`And ${environments.length - shown.length} others.`)
      : undefined,
    listHtml("Data, sha256", dataOf(runs)),
  ];
  return folded("Environment, and how to repeat it", { content });
}

/** Commands that repeat a result. */
function commandsOf(
  { claim, tier, engine, suite, recorded, seedsAsked }: SuiteResult,
): string[] {
  const { length } = suite.seeds;
  const declared = claim.study.seeds(tier);
  const asDeclared = length === declared.length &&
    suite.seeds.every((seed, index) => seed === declared[index]);
  const asAsked = recorded === undefined
    ? length >= seedsAsked
    : recorded.seeds !== undefined;
  const seeds = asDeclared || !asAsked
    ? ""
    : ` --seeds ${suite.seeds.join(",")}${length === 1 ? "," : ""}`;
  return [
    `deno task repro ${claim.id} --tier ${tier} --engine ${
      engineArguments(engine)
    }${seeds}`,
    `deno task report ${claim.id} --tier ${tier} --engine ${engine.engine}`,
  ];
}

/** Only what can be nothing but such an option: a reader may copy it. */
function engineArguments(
  { engine, threads = "1", mode }: Fingerprint,
): string {
  return [
    engine,
    ...threads !== "1" && /^\d{1,6}$/.test(threads)
      ? [`--threads ${threads}`]
      : [],
    ...mode === "xla" ? ["--xla"] : [],
  ].join(" ");
}

/** With what is known of the host, or of any such part, among the rest. */
function flattened(values: object): object {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      isObject(value) ? Object.entries(value) : [[name, value]]
    ),
  );
}

function dataOf(runs: readonly RunRecord[]): Record<string, string> {
  return Object.fromEntries(
    runs.flatMap(({ identity }) => Object.entries(identity.datasets)),
  );
}

/** Names and values, whatever they are. */
function listHtml(title: string, values: object): Html | undefined {
  const entries = Object.entries(values);
  if (entries.length === 0) return undefined;
  const items = entries.map(([name, value]) =>
    markup`<div><dt>${name}</dt><dd>${textOf(value)}</dd></div>
`
  );
  return markup`<p class="list-title">${title}</p>
<dl>
${items}</dl>
`;
}

/** A value in words, whatever a file has. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "unknown";
  if (Array.isArray(value)) return value.map(textOf).join("; ") || "none";
  return typeof value === "object"
    ? Object.values(value).map(textOf).join(", ")
    : String(value);
}
