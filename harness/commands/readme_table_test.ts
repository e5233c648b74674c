import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import { SUITES } from "../../suites/mod.ts";
import { withClaimsTable } from "./readme_table.ts";

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
