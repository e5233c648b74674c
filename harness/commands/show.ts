import type {
  Cell,
  Claim,
  Margin,
  PaperFigure,
  Tier,
  TunedCell,
} from "../../suites/suite.ts";
import { TIERS } from "../../suites/suite.ts";
import { cellsOf, settingsOf } from "../running/plan.ts";
import { readPaperTable } from "../../suites/paper_table.ts";
import {
  settingsLine,
  settingTexts,
  sharedSettings,
} from "../terminal/settings_text.ts";
import { factorText } from "../golden/golden_difference.ts";
import { costText, lastText, recordedText, standingOf } from "./standing.ts";
import { tableText, WIDTH } from "../terminal/table_text.ts";
import { wrapped } from "../terminal/wrapped.ts";

/**
 * A suite as a person reads it: the claim, what would contradict it, how it is
 * tried at a tier, and how it stands.
 *
 * @param options.results A results folder; it need not be there.
 * @param options.say Is told of files there that cannot be used.
 */
export async function showText(
  claim: Claim,
  { tier, results, say }: {
    tier: Tier;
    results: string;
    say?: (line: string) => void;
  },
): Promise<string> {
  const standings = await Promise.all(
    TIERS.map((tier) => standingOf(claim, { tier, results, say })),
  );
  const cells = cellsOf(claim, tier);
  const { shared, own } = sharedSettings(
    cells.map(textsOf),
  );
  const figures = claim.paperFigures(tier, readPaperTable)
    .filter(({ cell }) => cells.some(({ id }) => id === cell));
  const stated = claim.paperStates?.(readPaperTable) ?? [];
  return [
    `${claim.id}: ${claim.title}`,
    ...section("claim", [claim.statement, claim.source]),
    ...stated.length === 0 ? [] : section("stated in the paper", stated),
    ...section("contradicted by", [claim.contradictedBy]),
    ...claim.examined === undefined
      ? []
      : section("examined", [claim.examined]),
    ...section(`protocol at the ${tier} tier`, [
      `study ${claim.study.id}: ${claim.study.title}`,
      seedsLine(claim.study.seeds(tier)),
      `measured: ${claim.metrics.map(plain).join(", ")}`,
      `gate on other engine builds: ${marginsLine(claim, tier)}`,
      ...shared.size === 0 ? [] : [`every run: ${settingsLine(shared)}`],
    ]),
    tableText(
      cells.map(({ id }, index) => [
        id,
        settingsLine(own[index]!),
        ...figures.length === 0 ? [] : [
          figures.filter(({ cell }) => cell === id).map(figureText)
            .join("\n"),
        ],
      ]),
      {
        head: [
          ...["cell", "its own settings"],
          ...figures.length === 0 ? [] : ["in the paper"],
        ],
      },
    ),
    tableText(
      standings.map((standing) => [
        ...[standing.tier, String(standing.runs), costText(standing)],
        ...[recordedText(claim, standing), lastText(claim, standing)],
      ]),
      { head: ["tier", "runs", "time", "recorded", "last verdict"] },
    ),
  ].join("\n");
}

/** Settings of a cell; of one that is tuned all that are tried. */
function textsOf(cell: Cell | TunedCell): ReadonlyMap<string, string> {
  const tried = settingsOf(cell).map(settingTexts);
  const names = new Set(tried.flatMap((texts) => [...texts.keys()]));
  const texts = new Map([...names].map((name) => {
    const values = new Set(tried.flatMap((texts) => texts.get(name) ?? []));
    return [name, [...values].join(" or ")];
  }));
  if ("tuning" in cell) texts.set("tuned with", seedsLine(cell.tuning.seeds));
  return texts;
}

function section(title: string, lines: readonly string[]): string[] {
  return [
    `  ${title}`,
    ...lines.map((line) => wrapped(`    ${line}`, { width: WIDTH })),
  ];
}

function seedsLine(seeds: readonly number[]): string {
  const [first, last] = [seeds[0]!, seeds.at(-1)!];
  if (seeds.length === 1) return `seed ${first}`;
  const inARow = last - first === seeds.length - 1;
  return inARow
    ? `${seeds.length} seeds, ${first} to ${last}`
    : `${seeds.length} seeds: ${seeds.join(", ")}`;
}

function marginsLine(claim: Claim, tier: Tier): string {
  return Object.entries(claim.margins(tier)).map(([name, margin]) =>
    `${plain(name)} within ${marginText(claim, margin)}`
  ).join(", ") || "nothing is compared";
}

/** Numbers of exact claims are compared one by one, else ratios of means. */
function marginText({ exact }: Claim, margin: Margin): string {
  if ("absolute" in margin) return String(margin.absolute);
  return exact
    ? `${Number((100 * margin.relative).toPrecision(3))} %`
    : factorText(margin);
}

function figureText({ metric, value, sd, paperCell }: PaperFigure): string {
  const spread = sd === undefined ? "" : ` ± ${sd}`;
  return `${value}${spread} ${plain(metric)} (${paperCell})`;
}

/** A metric's name as words. */
function plain(name: string): string {
  return name.replaceAll("_", " ");
}
