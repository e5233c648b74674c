import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { drawn, type Plot } from "./plot.ts";

function plotOf(values: readonly object[], parts: Partial<Plot> = {}): Plot {
  return {
    label: "A plot.",
    encoding: {
      x: { field: "x", type: "nominal" },
      y: { field: "y", type: "quantitative" },
    },
    layers: [{ data: { values }, mark: { type: "point" }, encoding: {} }],
    ...parts,
  };
}

test("a plot is an image with a label, as wide as a phone", async () => {
  const svg = String(await drawn(plotOf([{ x: "a", y: 1 }])));
  assert(svg.startsWith('<svg role="img" aria-label="A plot."'));
  assertStringIncludes(svg, 'viewBox="0 0 360 ');
  assert(svg.endsWith("</svg>"));
});

test("its parts carry no roles and no ids, which a page could have twice", async () => {
  const svg = String(await drawn(plotOf([{ x: "a", y: 1 }])));
  assertEquals(svg.match(/ (id|class|role|aria-[a-z]+)=/g), [
    " role=",
    " aria-label=",
  ]);
});

test("names in data, labels and titles stay text", async () => {
  const name = `<script>alert("1")</script>'&`;
  const svg = String(
    await drawn(plotOf([{ x: name, y: 1 }], { label: name, above: name })),
  );
  assert(!svg.includes("<script"));
  assertStringIncludes(
    svg,
    'aria-label="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;"',
  );
  assertEquals(svg.match(/&lt;script/g)?.length, 3);
});

test("numbers at the ends of what there is are drawn", async () => {
  const values = [1e308, -1e308, 5e-324].map((y, x) => ({ x, y }));
  assert(String(await drawn(plotOf(values))).endsWith("</svg>"));
});

test("nothing is drawn of nothing", async () => {
  assertEquals(await drawn(plotOf([])), undefined);
});

test("what a plot is made of does not change its bits", async () => {
  const plot = plotOf([{ x: "a", y: 1 }, { x: "b", y: 2 }]);
  assertEquals(String(await drawn(plot)), String(await drawn(plot)));
});
