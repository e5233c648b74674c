/**
 * The README's table of claims, made from the recorded results.
 *
 * @module
 */
import { UsageError } from "../core/usage_error.ts";
import { ENGINE_NAMES, type EngineName } from "../engines/engine.ts";
import { SUITES } from "../suites/mod.ts";
import { type Claim, type Tier, TIERS } from "../suites/suite.ts";
import { readGolden } from "./golden_file.ts";
import { labelOf } from "./verdict.ts";

const START = "<!-- claims: written by `deno task readme` -->";
const END = "<!-- end of claims -->";

/**
 * The README's text with its table of claims made anew.
 *
 * @throws {UsageError} if the text has no place for it.
 */
export async function withClaimsTable(readme: string): Promise<string> {
  const [from, to] = [readme.indexOf(START), readme.indexOf(END)];
  if (from < 0 || to < from) {
    throw new UsageError(`Cannot find "${START}" and "${END}" in the README`);
  }
  const table = await claimsTable();
  return `${readme.slice(0, from)}${START}\n\n${table}\n\n${readme.slice(to)}`;
}

async function claimsTable(): Promise<string> {
  const rows = await Promise.all(SUITES.map(async (claim) => {
    const verdicts = await Promise.all(
      TIERS.map((tier) => recordedVerdicts(claim, tier)),
    );
    return tableRow([
      `\`${claim.id}\``,
      claim.statement,
      claim.source,
      ...verdicts,
    ]);
  }));
  return [
    tableRow(["suite", "claim", "source", ...TIERS]),
    `| --- | --- | --- |${" --- |".repeat(TIERS.length)}`,
    ...rows,
  ].join("\n");
}

function tableRow(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** The recorded verdict by engine; engines that agree share a line. */
async function recordedVerdicts(claim: Claim, tier: Tier): Promise<string> {
  const engines = new Map<string, EngineName[]>();
  for (const engine of ENGINE_NAMES) {
    const golden = await readGolden({ suite: claim.id, tier, engine });
    if (golden === undefined) continue;
    const seeds = new Set(golden.runs.map(({ seed }) => seed)).size;
    const text = claim.exact
      ? labelOf(claim, { ...golden, tier })
      : `${labelOf(claim, { ...golden, tier })}, ${seeds} seeds`;
    engines.set(text, [...engines.get(text) ?? [], engine]);
  }
  return engines.size === 0
    ? "not recorded"
    : [...engines].map(([text, names]) => `${text} on ${names.join(", ")}`)
      .join("<br>");
}
