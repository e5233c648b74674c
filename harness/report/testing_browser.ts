/**
 * A browser without a window, for tests of pages.
 *
 * @module
 */
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * Path of a Chromium: what CHROMIUM names, else one on PATH.
 *
 * @throws {Error} if there is none, which says how to install one.
 */
function chromiumPath(): string {
  const named = Deno.env.get("CHROMIUM");
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  const candidates = named === undefined
    ? NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
    : [named];
  const path = candidates.find(isFile);
  if (path !== undefined) return path;
  throw new Error(
    `Cannot find Chromium${
      named === undefined ? " on PATH" : ` at ${named}`
    }, which the tests of the report need: install it (on Debian "apt install chromium") or name it with CHROMIUM`,
  );
}

/** Calls `body` with a new browser, and closes that afterwards. */
export async function withBrowser(
  body: (browser: Browser) => Promise<void>,
): Promise<void> {
  const browser = await puppeteer.launch({
    executablePath: chromiumPath(),
    // Its sandbox runs neither as root nor in most containers, and these pages
    // are our own.
    args: ["--no-sandbox"],
  });
  try {
    await body(browser);
  } finally {
    await browser.close();
  }
}

/** How a page is looked at. */
export interface Look {
  readonly scheme: "light" | "dark";
  /** Of the window, in pixels. */
  readonly width: number;
}

/** What went on while a page was opened. */
export interface Visit {
  readonly page: Page;
  /** What it asked for. */
  readonly requests: readonly string[];
  /** Errors and warnings that it caused. */
  readonly complaints: readonly string[];
}

/** Opens a file as a page. */
export async function visit(
  browser: Browser,
  { path, scheme, width }: Look & { path: string },
): Promise<Visit> {
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
  ]);
  await page.setViewport({ width, height: 800 });
  await page.goto(`file://${path}`);
  return { page, requests, complaints };
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof Deno.errors.NotADirectory) return false;
    if (error instanceof Deno.errors.PermissionDenied) return false;
    throw error;
  }
}
