import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Figure } from "../../suites/figure.ts";
import { figureHtml } from "./figure_html.ts";

function bySeed<T>(...values: T[]): ReadonlyMap<number, T> {
  return new Map(values.entries());
}

const AXES = {
  title: "A figure",
  caption: "What to see.",
  x: { label: "batch size", log: true },
  y: { label: "accuracy", unit: "percent" },
};

const FIGURES: readonly Figure[] = [
  {
    ...AXES,
    kind: "curve",
    points: [
      { x: 10, y: bySeed(80, 81, 82), series: "plain" },
      { x: 100, y: bySeed(78, 79, 80), series: "plain" },
      { x: bySeed(90, 100, 110), y: bySeed(79, 80, 81), series: "noisy" },
    ],
    paired: true,
    references: [{ label: "a law", points: [[10, 81], [100, 79]] }],
    paper: {
      source: "Table 9",
      points: [{ x: 10, y: 90, sd: 1, n: 4, series: "plain" }, {
        x: 50,
        y: 91,
      }],
    },
  },
  {
    ...AXES,
    kind: "training",
    lines: [
      { series: "plain", y: bySeed([3, 2, 1], [3, 2.5]) },
      { series: "noisy", x: bySeed([5, 10]), y: bySeed([3, 2.75]) },
    ],
    paper: { source: "Figure 9", points: [{ x: 1, y: 3 }] },
  },
  {
    ...AXES,
    x: { label: "w1" },
    kind: "plane",
    clouds: [
      {
        series: "path",
        joined: true,
        x: bySeed([0, 1, 2]),
        y: bySeed([0, 1, 0]),
      },
      { series: "cloud", x: bySeed([1, 1.5]), y: bySeed([0.5, 0.75]) },
    ],
    landscape: (x, y) => x * x + 4 * y * y,
  },
  {
    ...AXES,
    kind: "parts",
    bars: true,
    parts: [
      { part: "layer 1", y: bySeed(1, 2), series: "plain" },
      { part: "layer 1", y: bySeed(3, 4), series: "noisy" },
      { part: "layer 2", y: bySeed(5, 6), series: "plain" },
    ],
    paper: {
      source: "Figure 5",
      parts: [{ part: "layer 1", y: 1.5, sd: 0.5, n: 3, series: "plain" }],
    },
  },
];

async function textOf(figure: Figure): Promise<string> {
  return String(await figureHtml(figure, { ours: "Ours: desk tier" }));
}

test("every kind is drawn under its name, the paper's panel beside ours", async () => {
  for (const figure of FIGURES) {
    const text = await textOf(figure);
    assertStringIncludes(text, "<strong>A figure.</strong> What to see.");
    assertStringIncludes(text, "<p>Ours: desk tier</p><svg");
    const panels = text.match(/<svg role="img" aria-label="[^"]{20,}"/g);
    assertEquals(panels?.length, figure.kind === "plane" ? 1 : 2);
    assert(!text.includes("NaN") && !text.includes("undefined"), figure.kind);
  }
});

test("labels tell the means to those who cannot see them", async () => {
  const [curve, training, plane, parts] = await Promise.all(
    FIGURES.map(textOf),
  );
  assertStringIncludes(
    curve!,
    "Means: plain: 81 at 10, 79 at 100; noisy: 80 at 99.67.",
  );
  assertStringIncludes(
    training!,
    "Means: plain: 3 at 1, 2.250 at 2; noisy: 3 at 5, 2.750 at 10.",
  );
  assertStringIncludes(plane!, "path: 3 points; cloud: 2 points.");
  assertStringIncludes(
    parts!,
    "Means: plain: 1.500 at layer 1, 5.500 at layer 2; noisy: 3.500 at layer 1.",
  );
});

test("a legend names several series and the references, once", async () => {
  const [curve] = FIGURES;
  const text = await textOf(curve!);
  for (const name of ["plain", "noisy", "a law"]) {
    assertEquals(text.split(`</svg>${name}</li>`).length, 2);
  }
  const { paper: _, references: __, ...rest } = curve as typeof curve & {
    kind: "curve";
  };
  const single = { ...rest, points: [{ x: 10, y: bySeed(1, 2) }] };
  assert(!(await textOf(single)).includes('class="legend"'));
});

test("what has no place is counted, and its mean left out", async () => {
  const text = await textOf({
    ...AXES,
    kind: "curve",
    points: [{ x: 10, y: bySeed(80, NaN, 82) }, { x: 20, y: bySeed(1, 2, 3) }],
  });
  assertStringIncludes(text, "1 value of 6 cannot be drawn");
  assertStringIncludes(text, "Means: 2 at 20.");
});

test("means along a logarithmic axis are geometric, and it is said", async () => {
  const figure: Figure = {
    ...AXES,
    kind: "curve",
    y: { label: "time", log: true },
    points: [{ x: 10, y: bySeed(1, 100) }],
  };
  const text = await textOf(figure);
  assertStringIncludes(text, "Means: 10.00 at 10.");
  assertStringIncludes(text, "Means along a logarithmic axis are geometric.");
});

test("of very many seeds some are drawn, and the mean is of all", async () => {
  const y = new Map(Array.from({ length: 4000 }, (_, seed) => [seed, seed]));
  const curve = await textOf({ ...AXES, kind: "curve", points: [{ x: 1, y }] });
  const parts = await textOf({
    ...AXES,
    kind: "parts",
    parts: [{ part: "a", y }],
  });
  for (const text of [curve, parts]) {
    assertStringIncludes(text, "Small points are 1334 of 4000 seeds");
    assertStringIncludes(text, "Means: 2,000 at ");
    assert(text.length < 400_000);
  }
});

test("with nothing to draw it says so", async () => {
  for (
    const figure of [
      { ...AXES, kind: "curve", points: [] },
      { ...AXES, kind: "training", lines: [] },
      { ...AXES, kind: "plane", clouds: [] },
      { ...AXES, kind: "parts", parts: [{ part: "a", y: bySeed(NaN) }] },
    ] satisfies Figure[]
  ) {
    assertStringIncludes(await textOf(figure), "There is nothing to draw.");
  }
});

test("names from anywhere stay text, and huge numbers are drawn", async () => {
  const evil = `"><img src=x onerror=alert(1)>`;
  const text = await textOf({
    kind: "curve",
    title: evil,
    caption: evil,
    x: { label: evil },
    y: { label: evil, unit: evil },
    points: [
      { x: -1e308, y: bySeed(1e308, -1e308), series: evil },
      { x: 1e308, y: bySeed(1e-308, 5e-324), series: "b" },
    ],
    references: [{ label: evil, points: [[0, 0], [NaN, 1]] }],
    paper: { source: evil, points: [{ x: 0, y: 1, sd: 1e308, n: 2 }] },
  });
  assert(!text.includes("<img"));
  assertStringIncludes(text, "&lt;img src=x onerror=alert(1)&gt;");
});
