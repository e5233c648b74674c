import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { tableHtml } from "./table.ts";

test("a table has a caption, and heads with their scopes", () => {
  const table = tableHtml([{ name: "a", n: 1 }, { name: "<b>", n: 2 }], {
    caption: "Counts",
    columns: [
      { head: "name", cell: ({ name }) => name },
      { head: "n", number: true, cell: ({ n }, index) => n + index },
    ],
  });
  assertEquals(
    String(table),
    `
<div class="scroll" role="group" aria-label="Counts" tabindex="0">
<table><caption>Counts</caption>
<thead><tr><th scope="col" class="text">name</th><th scope="col" class="number">n</th></tr></thead>
<tbody>
<tr><th scope="row">a</th><td class="number">1</td></tr>
<tr><th scope="row">&lt;b&gt;</th><td class="number">3</td></tr>
</tbody></table></div>
`,
  );
});
