import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import type { Outcome } from "../../suites/predicates.ts";
import { SUITES } from "../../suites/mod.ts";
import { readGolden } from "../golden/golden_file.ts";
import type { GoldenFinding } from "../golden/golden_form.ts";
import { oursText, withClaimsTable } from "./readme_table.ts";

const START = "<!-- claims: written by `deno task readme` -->";
const END = "<!-- end of claims -->";

test("the table stands between its marks, and all else stays", async () => {
  const readme = await withClaimsTable(
    `# A\n\n${START}\nTHE OLD\n${END}\n\nB $&\n`,
  );
  assertStringIncludes(
    readme,
    `# A\n\n${START}\n\nOf ${SUITES.length} suites, `,
  );
  assertStringIncludes(readme, ".\n\n| suite | claim |");
  assertEquals(readme.endsWith(` |\n\n${END}\n\nB $&\n`), true);
  assertEquals(readme.includes("THE OLD"), false);
});

test("writing it again changes nothing", async () => {
  const once = await withClaimsTable(`${START}${END}`);
  assertEquals(await withClaimsTable(once), once);
});

test("every suite has a row with all columns", async () => {
  const rows = (await withClaimsTable(`${START}${END}`)).split("\n")
    .filter((line) => line.startsWith("|"));
  // Larger tiers with some of the seeds have rows besides.
  const besides = rows.filter((row) => /^\| `[^`]+`, \w+ \|/.test(row));
  assertEquals(rows.length - besides.length, 2 + SUITES.length);
  for (const row of rows) {
    // A bar in a statement does not begin a column.
    assertEquals(row.split(/(?<!\\)\|/).length, 11, row);
  }
  for (const { id, source } of SUITES) {
    const row = rows.find((row) => row.startsWith(`| \`${id}\` |`));
    assertStringIncludes(row!, source);
  }
});

const HOLDS = { statement: "a = b", numbers: "1", outcome: "reproduced" };
const OPEN = {
  statement: "c > d",
  numbers:
    "difference 1, 95 % interval -1 to 3, one-sided bounds -0.5 and 2.5, n=3, d_z=1.00; 8 such seeds would decide with power 0.8",
  outcome: "inconclusive",
};

/** What the column says of findings. */
function ours(
  findings: readonly typeof HOLDS[],
  { outcome, exact = false }: { outcome: Outcome; exact?: boolean },
): string {
  const golden = { findings: findings as GoldenFinding[], outcome };
  return oursText(golden, { exact });
}

test("what has the outcome of the whole stands first", () => {
  assertEquals(
    ours([HOLDS, HOLDS, HOLDS, OPEN], { outcome: "inconclusive" }),
    "c > d: difference 1, 95 % interval -1 to 3; 8 such seeds would decide<br>a = b: 1<br>and 2 more",
  );
});

test("what would decide is named as the statement pairs it", () => {
  const statement = "c > d, paired by budget";
  assertStringIncludes(
    ours([{ ...OPEN, statement }], { outcome: "inconclusive" }),
    "; 8 such budgets would decide",
  );
});

test("identities that do not hold are shown", () => {
  const fails = {
    ...{ statement: "e", numbers: "87, expected 85", outcome: "contradicted" },
  };
  assertEquals(
    ours([HOLDS, fails, HOLDS], { outcome: "contradicted", exact: true }),
    "2 of 3 checks hold<br>e: 87, expected 85",
  );
  assertEquals(
    ours([HOLDS, HOLDS], { outcome: "reproduced", exact: true }),
    "all 2 checks hold",
  );
});

test("of what is open the README or the claim says what decides", async () => {
  for (const claim of SUITES) {
    const golden = await readGolden({
      ...{ suite: claim.id, tier: "desk", engine: "tensorflow" },
    });
    if (golden?.outcome !== "inconclusive") continue;
    const { findings = [] } = golden;
    const open = findings.filter(({ informative, outcome }) =>
      !informative && outcome === "inconclusive"
    );
    // The README says by itself why these two stay open.
    if (["gnc-imagenet", "fisher-other-noises"].includes(claim.id)) continue;
    assert(
      claim.examined !== undefined ||
        open.every(({ numbers }) => / such seeds would decide/.test(numbers)),
      claim.id,
    );
  }
});

test("a README without a place for it is refused", async () => {
  for (const readme of ["", START, `${END}${START}`]) {
    await assertRejects(() => withClaimsTable(readme), UsageError, START);
  }
});

test("the README has the table of what is recorded", async () => {
  const readme = await Deno.readTextFile(
    new URL("../../README.md", import.meta.url),
  );
  assertEquals(
    await withClaimsTable(readme),
    readme,
    'run "deno task readme"',
  );
});
