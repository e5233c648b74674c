/**
 * The report: one HTML file that needs nothing else.
 *
 * @module
 */
import type { BenchResults } from "../../core/bench_results.ts";
import { countText } from "../terminal/numbers.ts";
import { benchSection } from "./bench_section.ts";
import { type Html, markup, trusted } from "./html.ts";
import { overview } from "./overview.ts";
import { folded, note } from "./pieces.ts";
import { STYLES } from "./styles.ts";
import { suiteSection } from "./suite_section.ts";
import type { ClaimResults } from "./suite_results.ts";
import { usedRunsText } from "./used_runs.ts";

/** What a report is made of. */
export interface Report {
  readonly claims: readonly ClaimResults[];
  /** Records in the results folder. */
  readonly runs: number;
  /** When it is written. */
  readonly now: Date;
  /** Files beside the report with every number, by name. */
  readonly tables: readonly { readonly name: string; readonly href: string }[];
  readonly bench?: BenchResults;
  /** Files that could not be used, and why. */
  readonly problems: readonly string[];
}

/** Nothing in the page runs, and nothing is fetched. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** The page. */
export async function page(
  report: Report,
  { onSection }: { onSection: (drawn: number, all: number) => void },
): Promise<string> {
  const { claims, runs, now, bench, problems } = report;
  const papers = Map.groupBy(claims, ({ claim }) => claim.study.paper);
  const sections: Html[] = [];
  let drawn = 0;
  for (const [paper, ofPaper] of papers) {
    sections.push(markup`<h2>${paperName(paper)}</h2>`);
    for (const claim of ofPaper) {
      onSection(drawn, claims.length);
      sections.push(await suiteSection(claim));
      drawn++;
    }
  }
  const counted = `${countText(claims.length, "claim")} of ${
    countText(papers.size, "paper")
  }, judged on ${usedRunsText(claims, { runs })} of this folder`;
  const day = now.toISOString().slice(0, "2026-01-01".length);
  return String(markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gradnoise report</title>
<style>${trusted(STYLES)}</style>
</head>
<body>
<header>
<h1>Gradnoise report</h1>
<p>What noise in SGD buys when training with large batches:
${counted} and on recorded results.</p>
${tablesHtml(report)}
</header>
<main>
<h2 id="overview">Overview</h2>
<p>A verdict holds at its tier: <strong>smoke</strong> checks the code and not
the paper, <strong>desk</strong> reduces networks and data,
<strong>paper</strong> is what the paper did. Mathematics is exact at every
tier.</p>
${overview(claims)}
${
    note(
      "In the plots a small point or a thin line is one seed, a large point or a thick line their mean. A short line through the point, or a band about the line, is the mean's 95\u00A0% interval; a broad pale bar reaches from zero to the mean.",
    )
  }
${problemsHtml(problems)}
${sections}
${bench === undefined ? undefined : benchSection(bench)}
</main>
<footer><p class="soft">Written by <code>deno task report</code> on ${day}.
<a href="#overview">Back to the overview</a></p></footer>
</body>
</html>
`);
}

function tablesHtml({ tables }: Report): Html | undefined {
  if (tables.length === 0) return undefined;
  const links = tables.map(({ name, href }) =>
    markup` <a href="${href}">${name}</a>`
  );
  return markup`<p class="soft">Every metric of every run:${links}</p>`;
}

function problemsHtml(problems: readonly string[]): Html | undefined {
  if (problems.length === 0) return undefined;
  const items = problems.map((problem) =>
    markup`<li>${problem}</li>
`
  );
  return folded(`${countText(problems.length, "file")} left out`, {
    content: markup`<ul>${items}</ul>`,
    open: true,
  });
}

/** "noise_enhancement" as a title. */
function paperName(paper: string): string {
  const words = paper.replaceAll("_", " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
