/**
 * What methods of the user's own did in the place of plain SGD, beside a claim
 * whose verdict they are no part of.
 *
 * @module
 */
import { ownDigestOf } from "../own_method/own_digest.ts";
import {
  OWN_WORDS,
  type OwnReport,
  ownReport,
  TOO_FEW_SEEDS,
} from "../own_method/own_report.ts";
import { makePlan } from "../running/plan.ts";
import { describeEvidence } from "../terminal/finding_text.ts";
import { type Html, markup } from "./html.ts";
import { cellsTable } from "./numbers_tables.ts";
import { note } from "./pieces.ts";
import type { SuiteResult } from "./suite_results.ts";
import { tableHtml } from "./table.ts";

/** Of a digest, which is all that records have of a method's name. */
const SHOWN_DIGITS = 8;

/** Each method with its numbers, if all its runs of a cell have finished. */
export function ownMethodsHtml(result: SuiteResult): Html[] {
  const { claim, tier, engine, suite, records } = result;
  const digests = new Set(
    [...records.values()].flatMap(({ identity: { settings } }) =>
      ownDigestOf(settings) ?? []
    ),
  );
  return [...digests].toSorted().flatMap((digest) => {
    const name = digest.slice(0, SHOWN_DIGITS);
    const plan = makePlan([claim], {
      ...{ tier, engine, records, choice: suite.seeds },
      method: { name, digest },
    });
    try {
      const { own } = ownReport(plan.suites[0]!, { tier, records });
      return own === undefined ? [] : ownHtml(name, { own, result });
    } catch (error) {
      // A record may be anyone's, and lack what is compared.
      if (!(error instanceof RangeError)) throw error;
      return note(`Your method ${name} is not shown: ${error.message}.`);
    }
  });
}

function ownHtml(
  name: string,
  { own, result }: { own: OwnReport; result: SuiteResult },
): Html {
  const { cells, findings } = own;
  return markup`
<h5>Your method ${name}, which is no part of the verdict</h5>
${note(`Of its file a run keeps a digest, which begins with ${name}.`)}
${
    findings.length === 0
      ? note(`Nothing is compared: ${TOO_FEW_SEEDS}.`)
      : tableHtml(findings, {
        caption: "Compared with plain SGD, paired by seed",
        columns: [
          { head: "compared", cell: ({ statement }) => statement },
          { head: "found", cell: ({ evidence }) => describeEvidence(evidence) },
          { head: "your method is", cell: ({ outcome }) => OWN_WORDS[outcome] },
        ],
      })
  }${cellsTable({ ...result, cells })}`;
}
