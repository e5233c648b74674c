import { assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { benchSection } from "./bench_section.ts";

const TIME = { n: 20, min: 1e6, avg: 2e6, p75: 3e6, max: 9e6 };

test("the section compares each with the baseline of its group", () => {
  const timings = [
    { name: "SGD, B", baseline: true, time: TIME },
    { name: "noise <b>, B", baseline: false, time: { ...TIME, avg: 5e6 } },
    { name: "broken", baseline: false },
  ].map((timing) => ({ group: "F1, B=100", ...timing }));
  const section = String(
    benchSection({ runtime: "Deno", cpu: "AMD EPYC", timings }),
  );
  assertStringIncludes(section, '<td class="number">baseline</td>');
  assertStringIncludes(
    section,
    '<th scope="row">noise &lt;b&gt;, B</th><td class="number">2.50 ×</td>',
  );
  assertStringIncludes(
    section,
    '<th scope="row">broken</th><td class="number">—</td><td class="number">failed</td>',
  );
});
