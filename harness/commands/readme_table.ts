/**
 * The README's table of claims, made from the recorded results.
 *
 * @module
 */
import { UsageError } from "../../core/usage_error.ts";
import type { EngineName } from "../../engines/engine.ts";
import { SUITES } from "../../suites/mod.ts";
import { readPaperTable } from "../../suites/paper_table.ts";
import { type Claim, TIERS } from "../../suites/suite.ts";
import { durationText } from "../terminal/duration.ts";
import { numbersText } from "../terminal/finding_text.ts";
import { readGolden } from "../golden/golden_file.ts";
import type { Golden, GoldenFinding } from "../golden/golden_form.ts";
import { labelOf, OUTCOMES } from "../golden/verdict.ts";

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

const COLUMNS = [
  ...["suite", "claim", "source", "paper", "ours", "seeds", "verdict"],
  ...["engine", "cost"],
] as const;

/** Of several engines the first that something is recorded of. */
const ENGINES: readonly EngineName[] = [
  ...["tensorflow", "webgpu", "wasm", "cpu"] as const,
];

/** More of the paper's numbers, or of the predicates, are only counted. */
const MOST_SHOWN = 2;

/**
 * A line of counts, a row for each claim, and below it one for what is recorded
 * of a larger tier with some of the seeds.
 */
async function claimsTable(): Promise<string> {
  const goldens = await Promise.all(SUITES.map(goldensOf));
  const rows = SUITES.flatMap((claim, i) => {
    const { id, statement, source } = claim;
    const [first, ...others] = goldens[i]!;
    return [
      tableRow([
        ...[`\`${id}\``, statement, source, paperText(claim)],
        ...(first === undefined
          ? ["", "", "not recorded", "", ""]
          : recordedTexts(claim, first)),
      ]),
      ...others.map((golden) =>
        tableRow([
          ...[`\`${id}\`, ${golden.tier}`, "", "", ""],
          ...recordedTexts(claim, golden),
        ])
      ),
    ];
  });
  return [
    countsLine(goldens.map(([golden]) => golden)),
    "",
    tableRow(COLUMNS),
    `|${" --- |".repeat(COLUMNS.length)}`,
    ...rows,
  ].join("\n");
}

/** How often each outcome is recorded at a tier that says something. */
function countsLine(goldens: readonly (Golden | undefined)[]): string {
  const telling = goldens.filter((golden) =>
    golden !== undefined && golden.tier !== "smoke"
  );
  const counts = OUTCOMES.map((outcome) =>
    `${
      telling.filter((golden) => golden!.outcome === outcome).length
    } ${outcome}`
  );
  return `Of ${goldens.length} suites, ${telling.length} are recorded beyond the smoke tier: ${
    counts.join(", ")
  }.`;
}

function tableRow(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
}

/**
 * What is recorded of the largest tier with all seeds, if there is one, and then
 * what is of larger ones with some.
 */
async function goldensOf(claim: Claim): Promise<Golden[]> {
  const inPart: Golden[] = [];
  for (const tier of TIERS.toReversed()) {
    for (const engine of ENGINES) {
      const golden = await readGolden({ suite: claim.id, tier, engine });
      if (golden === undefined) continue;
      if (golden.seeds === undefined) return [golden, ...inPart];
      inPart.push(golden);
      break;
    }
  }
  return inPart;
}

/**
 * What the paper gives for the claim's first metric that it has digits of, and
 * what it states in numbers of no cell.
 */
function paperText({ metrics, paperFigures, paperStates }: Claim): string {
  const figures = paperFigures("paper", readPaperTable);
  const metric = metrics.find((name) =>
    figures.some(({ metric }) => metric === name)
  );
  const texts = figures.filter((figure) => figure.metric === metric)
    .map(({ paperCell, value, sd }) =>
      `${paperCell}: ${value}${sd === undefined ? "" : ` ± ${sd}`}`
    );
  const stated = paperStates?.(readPaperTable) ?? [];
  return someOf([...new Set(texts), ...stated]);
}

/** Ours, seeds, verdict, engine and cost. */
function recordedTexts(claim: Claim, golden: Golden): string[] {
  const { runs, engine, seconds } = golden;
  const seeds = new Set(runs.map(({ seed }) => seed)).size;
  return [
    ...[oursText(golden, claim), claim.exact ? "" : `${seeds}`],
    labelOf(claim, golden),
    engine.engine!,
    seconds === undefined ? "" : durationText(seconds),
  ];
}

/**
 * What decides, first what has the outcome of the whole; of identities how many
 * hold, and those that do not.
 */
export function oursText(
  { findings = [], note = "", outcome }: Pick<
    Golden,
    "findings" | "note" | "outcome"
  >,
  { exact }: Pick<Claim, "exact">,
): string {
  const deciding = findings.filter(({ informative }) => !informative);
  if (deciding.length === 0) return note;
  if (!exact) {
    const others = (one: GoldenFinding) => Number(one.outcome !== outcome);
    return someOf(
      deciding.toSorted((a, b) => others(a) - others(b)).map(findingText),
    );
  }
  const failing = deciding.filter(({ outcome }) => outcome !== "reproduced");
  const all = deciding.length;
  return failing.length === 0
    ? `all ${all} checks hold`
    : `${all - failing.length} of ${all} checks hold<br>${
      someOf(failing.map(findingText))
    }`;
}

/** Of a comparison the difference, its interval and what would decide it. */
function findingText(finding: GoldenFinding): string {
  const numbers = numbersText(finding);
  const [shown] = numbers.split(", one-sided");
  const [needed = ""] = /; .* would decide/.exec(numbers) ?? [];
  return `${finding.statement}: ${shown}${needed}`;
}

function someOf(texts: readonly string[]): string {
  const more = texts.length - MOST_SHOWN;
  return [
    ...texts.slice(0, MOST_SHOWN),
    ...more > 0 ? [`and ${more} more`] : [],
  ].join("<br>");
}
