/**
 * The report in a real browser: of recorded results, of made-up runs, and of what a stranger's files could hold.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import axe from "axe-core";
import { join } from "node:path";
import type { Browser, Page } from "puppeteer-core";
import { ENGINE_NAMES } from "../../engines/engine.ts";
import { SUITES } from "../../suites/mod.ts";
import { TIERS } from "../../suites/suite.ts";
import { makePlan } from "../running/plan.ts";
import {
  claimWith,
  FINGERPRINT,
  outcomeWith,
  recordsOf,
  withFolder,
} from "../testing.ts";
import { page as pageOf, type Report } from "./page.ts";
import { type ClaimResults, collectResults } from "./suite_results.ts";
import {
  CHECKED,
  claimResults,
  COMPARED,
  EVIL,
  recordedResult,
  resultWith,
} from "./testing.ts";
import {
  type Look,
  type Visit,
  visit,
  withBrowser,
} from "./testing_browser.ts";

/** Where the tables have room, in pixels. */
const WIDE = 1200;

const LOOKS: readonly Look[] = [
  { scheme: "light", width: WIDE },
  { scheme: "dark", width: WIDE },
  { scheme: "light", width: 360 },
  { scheme: "dark", width: 360 },
];

const REPORT: Omit<Report, "claims"> = {
  runs: 3,
  now: new Date("2026-01-31"),
  tables: [{ name: "results.csv", href: "./results.csv" }],
  problems: [],
  bench: {
    runtime: "Deno",
    cpu: "a processor",
    timings: [{
      ...{ group: "F1", name: "SGD", baseline: true },
      time: { n: 9, min: 1e6, avg: 2e6, p75: 3e6, max: 4e6 },
    }],
  },
};

/** Enough to have every kind of section; a browser takes its time. */
const SOME = SUITES.slice(0, 7);

/** Recorded results, and runs of the trainings at the smoke tier. */
async function usualReport(): Promise<Report> {
  const plan = makePlan(SOME.filter(({ exact }) => !exact), {
    ...{ tier: "smoke", engine: FINGERPRINT, choice: undefined },
  });
  const records = recordsOf(plan, (cell, seed) => {
    const value = 10 + cell.length + seed;
    return outcomeWith({
      metrics: {
        test_accuracy: { value: 60 + value, unit: "percent" },
        convergence_time: { value: 100 * value, unit: "steps" },
        gradient_evaluations: { value: 1e5 * value, unit: "examples" },
      },
      series: { training_loss: [2.3, 1, 0.1, 0.001 * value] },
    });
  });
  const { claims } = await collectResults({
    ...{ claims: SOME, records, seeds: undefined, sources: "none" },
    ...{ tiers: TIERS.toReversed(), engines: ENGINE_NAMES },
  });
  return { ...REPORT, claims: [...claims, wideIntervals()] };
}

/** Intervals of two seeds, which are far wider than these differ. */
function wideIntervals(): ClaimResults {
  const bySeed = <T>(...values: T[]) => new Map(values.entries());
  const steps = { label: "steps", log: true };
  const loss = { label: "loss", log: true };
  const claim = claimWith({
    id: "wide-intervals",
    figures: () => [
      () => ({
        kind: "curve",
        ...{ title: "Curve", caption: "Made up.", x: steps, y: loss },
        points: [
          { x: bySeed(1000, 1300), y: bySeed(0.1, 0.3) },
          { x: bySeed(2000, 2600), y: bySeed(0.2, 0.4) },
        ],
        references: [{ label: "law", points: [[1, 0.01], [1e6, 1e3]] }],
      }),
      () => ({
        kind: "training",
        ...{ title: "Training", caption: "Made up.", x: steps, y: loss },
        lines: [{
          series: "a",
          y: bySeed([1, 0.5, 0.25, 0.12], [1.2, 0.7, 0.4, 0.3]),
        }],
        references: [{ label: "law", points: [[0.1, 0.01], [9, 1e4]] }],
      }),
    ],
  });
  return claimResults([resultWith({}, claim)], { claim });
}

/** Names with markup, numbers that do not exist or are huge. */
function hostileReport(): Report {
  const claim = claimWith({
    ...{ id: EVIL, title: EVIL, statement: EVIL, source: EVIL },
    ...{ contradictedBy: EVIL.repeat(20), metrics: ["accuracy", EVIL] },
    cells: () => ["a", "b"],
    figures: () => [
      ({ metric }) => ({
        kind: "curve",
        ...{ title: EVIL, caption: EVIL, x: { label: EVIL } },
        y: { label: EVIL, unit: EVIL },
        points: [
          { x: 1, y: metric("a", "accuracy"), series: EVIL },
          { x: 2, y: metric("b", "accuracy"), series: `${EVIL}${EVIL}` },
        ],
        paper: { source: EVIL, points: [{ x: 1, y: 1e308, sd: 1e308, n: 2 }] },
      }),
      () => {
        throw new RangeError(EVIL);
      },
    ],
  });
  const values = [1e308, -1e308, NaN];
  const { suite } = resultWith({}, claim);
  const records = recordsOf(
    makePlan([claim], {
      ...{ tier: "desk", engine: FINGERPRINT, choice: undefined },
    }),
    (_, seed) =>
      outcomeWith({
        status: seed === 2 ? "diverged" : "converged",
        metrics: {
          accuracy: { value: values[seed]!, unit: EVIL },
          [EVIL]: { value: 5e-324, unit: EVIL },
        },
      }),
  );
  const engine = { engine: "wasm", [EVIL]: EVIL, long: "x".repeat(500) };
  const finding = { ...COMPARED, statement: EVIL };
  const gate = { status: "failed", summary: EVIL, problems: [EVIL] } as const;
  const result = resultWith({ suite, records, engine, gate }, claim);
  const { recorded, verdict, ...rest } = recordedResult();
  return {
    ...REPORT,
    claims: [
      claimResults([{
        ...result,
        verdict: { ...verdict!, findings: [finding, CHECKED], note: EVIL },
      }], { claim }),
      claimResults([{
        ...rest,
        problem: EVIL,
        recorded: { ...recorded!, reason: EVIL, accepted: EVIL },
      }], { claim: claimWith({ id: "y" }) }),
    ],
    tables: [{ name: EVIL, href: `./${encodeURIComponent(EVIL)}` }],
    problems: [`/tmp/${EVIL}: ${EVIL}`],
  };
}

/** Opens a report in every look, all that is folded away unfolded. */
async function inEveryLook(
  report: Report,
  check: (visit: Visit, look: Look) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const path = join(folder, "report.html");
    await Deno.writeTextFile(path, await pageOf(report, { onSection() {} }));
    await withBrowser(async (browser: Browser) => {
      for (const look of LOOKS) {
        const visited = await visit(browser, { path, ...look });
        await visited.page.evaluate(
          "document.querySelectorAll('details').forEach((one) => one.open = true)",
        );
        await check(visited, look);
        await visited.page.close();
      }
    });
  });
}

/** The texts of plots that stick out of their drawing, by so many pixels. */
const CLIPPED = `[...document.querySelectorAll(".panel svg")].flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    return left < frame.left - 1 || right > frame.right + 1 ||
      top < frame.top - 1 || bottom > frame.bottom + 1;
  }).map((text) => text.textContent);
})`;

/**
 * The marks that lie outside the area of their plot, by more than a tick or a
 * point at its edge, and areas that have lost their width to what is beside
 * them. The first path of a plot is its area; its height follows its marks.
 */
const STRAYING =
  `[...document.querySelectorAll(".panel svg")].flatMap((svg) => {
  const area = svg.querySelector("path").getBoundingClientRect();
  const isNarrow = area.width < svg.getBoundingClientRect().width / 2;
  const stray = [...svg.querySelectorAll("path, line")].filter((mark) => {
    const { left, right, top, bottom, width, height } =
      mark.getBoundingClientRect();
    return (width > 0 || height > 0) &&
      (left < area.left - 8 || right > area.right + 8 ||
        top < area.top - 8 || bottom > area.bottom + 8);
  });
  return isNarrow || stray.length > 0
    ? [svg.getAttribute("aria-label") + stray.map((mark) => mark.outerHTML)]
    : [];
})`;

/** Tables that are wider than their place; one of all metrics may be. */
const SCROLLING = `[...document.querySelectorAll(".scroll")]
  .filter((one) => one.scrollWidth > one.clientWidth)
  .map((one) => one.getAttribute("aria-label"))
  .filter((name) => name !== "Every run")`;

const UNLABELLED = `[...document.querySelectorAll("svg")].filter((svg) =>
  svg.getAttribute("aria-hidden") !== "true" &&
  !(svg.getAttribute("role") === "img" &&
    svg.getAttribute("aria-label")?.length > 10)
).map((svg) => svg.outerHTML.slice(0, 100))`;

const LEVELS =
  `[...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((one) => Number(one.tagName[1]))`;

async function evaluate<T>(page: Page, expression: string): Promise<T> {
  return await page.evaluate(expression) as T;
}

/** What axe finds wrong with a page. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await evaluate<
    { id: string; nodes: { html: string; failureSummary: string }[] }[]
  >(page, "axe.run().then(({ violations }) => violations)");
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) =>
      `${id}: ${html.slice(0, 200)}: ${failureSummary}`
    )
  );
}

async function checkPage(
  { page, requests, complaints }: Visit,
  { width }: Look,
): Promise<void> {
  assertEquals(complaints, []);
  assertEquals(requests, [page.url()]);
  assertEquals(await evaluate(page, UNLABELLED), []);
  const [first, ...levels] = await evaluate<number[]>(page, LEVELS);
  assertEquals(first, 1);
  levels.reduce((before, level) => {
    assert(level > 1 && level <= before + 1, `h${level} after h${before}`);
    return level;
  }, 1);
  const across = "document.documentElement.scrollWidth";
  assertEquals(await evaluate(page, across), width);
  assertEquals(await violations(page), []);
}

test("a report is accessible, whole and alone in every look", async () => {
  await inEveryLook(await usualReport(), async (visited, look) => {
    await checkPage(visited, look);
    assertEquals(await evaluate(visited.page, CLIPPED), []);
    assertEquals(await evaluate(visited.page, STRAYING), []);
    if (look.width === WIDE) {
      assertEquals(await evaluate(visited.page, SCROLLING), []);
    }
    assert(
      await evaluate<number>(
        visited.page,
        "document.querySelectorAll('.panel svg').length",
      ) > 10,
    );
  });
});

test("so is one of what a stranger's files could hold, and nothing of it runs", async () => {
  await inEveryLook(hostileReport(), async (visited, look) => {
    await checkPage(visited, look);
    assertEquals(
      await evaluate(visited.page, "document.scripts.length"),
      0,
    );
  });
});
