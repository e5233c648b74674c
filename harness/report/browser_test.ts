/**
 * The report in a real browser: of recorded results, of made-up runs, and of
 * what a stranger's files could hold.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import axe from "axe-core";
import { join } from "node:path";
import type { Browser, Page } from "puppeteer-core";
import { withFolder } from "../testing.ts";
import { page as pageOf, type Report } from "./page.ts";
import {
  type Look,
  type Visit,
  visit,
  withBrowser,
} from "./testing_browser.ts";
import { hostileReport, usualReport } from "./testing_reports.ts";

/** Where the tables have room, in pixels. */
const WIDE = 1200;

const LOOKS: readonly Look[] = [
  { scheme: "light", width: WIDE },
  { scheme: "dark", width: WIDE },
  { scheme: "light", width: 360 },
  { scheme: "dark", width: 360 },
];

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
