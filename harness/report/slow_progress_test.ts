import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { slowProgress } from "./slow_progress.ts";

/** Progress at these times in milliseconds, and then its end. */
function written(times: readonly number[], { terminal = false } = {}) {
  let now = 0;
  let text = "";
  const progress = slowProgress({
    terminal,
    size: () => ({ columns: 12, rows: 24 }),
    write: (more) => text += more,
    now: () => now,
  });
  for (const [index, time] of times.entries()) {
    now = time;
    progress.at("reading", index, times.length);
  }
  progress.end();
  return text;
}

test("nothing is said of what takes less than two seconds", () => {
  assertEquals(written([0, 1000, 1999]), "");
  assertEquals(written([0, 1999], { terminal: true }), "");
});

test("elsewhere than on a terminal there is a line now and then", () => {
  assertEquals(
    written([0, 2000, 2500, 6999, 7000]),
    "reading: 1 of 5\nreading: 4 of 5\n",
  );
});

test("on a terminal the last line is renewed, cut and in the end removed", () => {
  assertEquals(
    written([2000, 2199, 2200], { terminal: true }),
    "\r\x1b[Kreading: 0 \r\x1b[Kreading: 2 \r\x1b[K",
  );
});
