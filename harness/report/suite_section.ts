/**
 * All that the report says of one claim.
 *
 * @module
 */
import { readPaperTable } from "../../suites/paper_table.ts";
import type { Claim, Tier } from "../../suites/suite.ts";
import type { GateReport } from "../golden/gate.ts";
import type { Verdict } from "../golden/verdict.ts";
import { countText } from "../terminal/numbers.ts";
import { claimFigures } from "./claim_figures.ts";
import { environmentHtml } from "./environment_html.ts";
import { findingsTable, recordedFindings } from "./findings_table.ts";
import type { UnfinishedRuns } from "./found_runs.ts";
import { type Html, markup, type Part } from "./html.ts";
import { cellsTable, runsTable } from "./numbers_tables.ts";
import { ownMethodsHtml } from "./own_methods.ts";
import { folded, note } from "./pieces.ts";
import type { ClaimResults, SuiteResult } from "./suite_results.ts";
import { tableHtml } from "./table.ts";
import { verdictBadge, verdictText } from "./verdict_badge.ts";

/** With more problems than that, something is wrong with all. */
const MOST_PROBLEMS = 20;

/** The section of a claim. */
export async function suiteSection(
  { claim, results, unfinished }: ClaimResults,
): Promise<Html> {
  const [first, ...others] = shownInFull(claim, results);
  const full = first === undefined
    ? note(`Nothing to show yet: run "deno task repro ${claim.id}".`)
    : await resultHtml(first);
  const details: Html[] = [];
  for (const result of others) {
    const { tier, engine } = result;
    const summary = `Runs of this folder: ${tier} tier on ${engine.engine}, ${
      verdictText(result)
    }`;
    details.push(folded(summary, { content: await resultHtml(result) }));
  }
  const shown = others.length + 1;
  const stated = claim.paperStates?.(readPaperTable) ?? [];
  return markup`
<section class="suite" id="${claim.id}">
<h3>${claim.title}</h3>
<p class="soft"><code>${claim.id}</code> · ${claim.source}</p>
<p class="statement">${claim.statement}</p>
${
    stated.length === 0
      ? undefined
      : markup`<p class="soft">The paper states: ${stated.join("; ")}.</p>
`
  }<p class="soft">It would be contradicted by ${claim.contradictedBy}.</p>
${
    claim.examined === undefined
      ? undefined
      : markup`<p><strong>Examined:</strong> ${claim.examined}</p>
`
  }${unfinished.map(unfinishedNote)}${full}${details}
${results.length > shown ? allResults(results) : undefined}
</section>
`;
}

/**
 * The largest tier, and besides the largest of which the folder has runs, if
 * the first are recorded results. Of mathematics, which is the same at every
 * tier, the folder's runs if there are any.
 */
export function shownInFull(
  claim: Claim,
  results: readonly SuiteResult[],
): SuiteResult[] {
  const own = results.filter(({ recorded }) => recorded === undefined)
    .slice(0, 1);
  if (claim.exact && own.length > 0) return own;
  return [...new Set([...results.slice(0, 1), ...own])];
}

function unfinishedNote(
  { tier, engine, finished, planned }: UnfinishedRuns,
): Html {
  return note(
    `Unfinished at the ${tier} tier on ${engine.engine}: ${finished} of ${
      countText(planned, "run")
    }.`,
  );
}

async function resultHtml(result: SuiteResult): Promise<Html> {
  const { claim, verdict, problem } = result;
  const figures = await claimFigures(result);
  return markup`<div class="result">
<h4>${headingOf(result)}</h4>
<p>${verdictBadge(result)} ${originText(result)}</p>
${problem === undefined ? undefined : note(`${problem}.`)}
${verdict?.note === undefined ? undefined : note(`${verdict.note}.`)}
${outcomeChange(result)}
${verdict === undefined ? undefined : findingsOf(result, verdict)}
${
    figures.length === 0 ? undefined : markup`<div class="figures">
${figures}</div>`
  }
${claim.exact ? undefined : cellsTable(result)}
${chosenHtml(result)}
${gateHtml(result.gate)}
${runsTable(result)}${environmentHtml(result)}${ownMethodsHtml(result)}</div>
`;
}

/** E.g. "Desk tier on wasm, 10 seeds"; the seeds of mathematics say nothing. */
function headingOf({ claim, tier, engine, suite }: SuiteResult): string {
  const where = `${capitalized(tier)} tier on ${engine.engine}`;
  return claim.exact
    ? where
    : `${where}, ${countText(suite.seeds.length, "seed")}`;
}

function capitalized(tier: Tier): string {
  return `${tier.slice(0, 1).toUpperCase()}${tier.slice(1)}`;
}

function originText(
  { recorded, suite, seedsAsked, otherCode }: SuiteResult,
): Part {
  if (recorded !== undefined) {
    const { accepted, reason } = recorded;
    return [
      ...["Recorded results of ", accepted, " (", reason, "),"],
      " not runs of this folder.",
    ];
  }
  const { length } = suite.seeds;
  const seeds = length < seedsAsked
    ? `Of ${seedsAsked} seeds, ${length} have finished in every cell.`
    : "Runs of this folder.";
  return otherCode === 0
    ? seeds
    : `${seeds} Other code than the present did ${
      countText(otherCode, "run")
    }.`;
}

/** Those of the present judgement, else in the words of the recorded one. */
function findingsOf(
  { claim, tier, recorded }: SuiteResult,
  verdict: Verdict,
): Html[] {
  const { findings = [] } = recorded ?? {};
  return verdict.findings.length > 0 || findings.length === 0
    ? findingsTable(claim, verdict)
    : [recordedFindings(findings, { claim, tier })];
}

/** That recorded numbers are judged otherwise than when they were recorded. */
function outcomeChange({ recorded, verdict }: SuiteResult): Html | undefined {
  if (recorded === undefined || verdict === undefined) return undefined;
  return recorded.outcome === verdict.outcome
    ? undefined
    : note(`When this was recorded the outcome was "${recorded.outcome}".`);
}

/** What tuned cells chose of their grids, if there are such cells. */
function chosenHtml({ suite }: SuiteResult): Html | undefined {
  if (suite.chosen.size === 0) return undefined;
  return tableHtml([...suite.chosen], {
    caption: "Chosen on other seeds, of what was tried",
    columns: [
      { head: "cell", cell: ([cell]) => cell },
      { head: "chosen", cell: ([, choice]) => choice },
    ],
  });
}

function gateHtml(gate: GateReport | undefined): Html | undefined {
  if (gate === undefined) return undefined;
  const { status, summary, problems } = gate;
  const more = problems.length - MOST_PROBLEMS;
  const shown = [
    ...problems.slice(0, MOST_PROBLEMS),
    ...more > 0 ? [`and ${more} more`] : [],
  ];
  return markup`<p>Gate: <strong>${status}</strong> (${summary}).</p>
${
    shown.length === 0
      ? undefined
      : markup`<ul>${shown.map((problem) => markup`<li>${problem}</li>`)}</ul>`
  }`;
}

function allResults(results: readonly SuiteResult[]): Html {
  return tableHtml(results, {
    caption: "All results, recorded ones included",
    columns: [
      {
        head: "tier and engine",
        cell: ({ tier, engine }) => `${tier}, ${engine.engine}`,
      },
      { head: "verdict", cell: verdictBadge },
      {
        head: "seeds",
        number: true,
        cell: ({ suite }) => suite.seeds.length,
      },
      {
        head: "from",
        cell: ({ recorded }) =>
          recorded === undefined
            ? "runs of this folder"
            : ["recorded ", recorded.accepted],
      },
      { head: "gate", cell: ({ gate }) => gate?.status ?? "—" },
    ],
  });
}
