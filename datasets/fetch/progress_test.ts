import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  lineReporter,
  quietReporter,
  sizeText,
  terminalReporter,
} from "./progress.ts";

/** A screen that remembers, and a clock that is set by hand. */
function screen() {
  const written: string[] = [];
  const clock = { ms: 0 };
  return {
    written,
    clock,
    write: (text: string) => void written.push(text),
    now: () => clock.ms,
  };
}

test("lineReporter writes a line every tenth, with speed and time left", () => {
  const { written, clock, ...options } = screen();
  const update = lineReporter(options).transfer("a", { bytes: 20e6 });
  for (let megabyte = 0; megabyte <= 20; megabyte++) {
    update(megabyte * 1e6);
    clock.ms += 500;
  }
  assertEquals(written.length, 9);
  assertEquals(written[0], "a:  10 %  2.0/20.0 MB  2.0 MB/s  9 s left\n");
  assertEquals(written[8], "a:  90 %  18.0/20.0 MB  2.0 MB/s  1 s left\n");
});

test("lineReporter writes a line every ten seconds of a slow transfer", () => {
  const { written, clock, ...options } = screen();
  const update = lineReporter(options).transfer("a", { bytes: 100e6 });
  for (let second = 0; second <= 24; second++) {
    update(second * 0.5e6);
    clock.ms += 1000;
  }
  assertEquals(written, [
    "a:   5 %  5.0/100.0 MB  0.5 MB/s  4 min left\n",
    "a:  10 %  10.0/100.0 MB  0.5 MB/s  3 min left\n",
  ]);
  update(12.5e6);
  clock.ms = 30_000;
  update(15e6);
  assertEquals(written.length, 3);
});

test("lineReporter counts the speed of this transfer only", () => {
  const { written, clock, ...options } = screen();
  const update = lineReporter(options).transfer("a", { bytes: 10e6 });
  update(5e6);
  clock.ms = 1000;
  update(6e6);
  assertEquals(written, [
    "a:  50 %  5.0/10.0 MB\n",
    "a:  60 %  6.0/10.0 MB  1.0 MB/s  4 s left\n",
  ]);
});

test("a transfer that starts over is shown from its start", () => {
  const { written, clock, ...options } = screen();
  const update = lineReporter(options).transfer("a", { bytes: 10e6 });
  update(5e6);
  clock.ms = 1000;
  update(0);
  clock.ms = 2000;
  update(1e6);
  assertEquals(written, [
    "a:  50 %  5.0/10.0 MB\n",
    "a:  10 %  1.0/10.0 MB  1.0 MB/s  9 s left\n",
  ]);
});

test("terminalReporter keeps one line up to date, ten times a second", () => {
  const { written, clock, ...options } = screen();
  const reporter = terminalReporter({ ...options, columns: 80 });
  const update = reporter.transfer("file", { bytes: 1000e6 });
  update(0);
  clock.ms = 50;
  update(100e6);
  clock.ms = 1000;
  update(500e6);
  clock.ms = 1001;
  update(1000e6);
  assertEquals(written.length, 3);
  assertEquals(
    written[1],
    "\r\x1b[K[==============>              ]  50 %  " +
      "500.0/1000.0 MB  500.0 MB/s  1 s left",
  );
  assertMatch(written[2]!, /\[=+\] 100 %/);
});

test("terminalReporter never fills a line", () => {
  for (const columns of [10, 40, 50, 80, 200]) {
    const { written, clock, ...options } = screen();
    const reporter = terminalReporter({ ...options, columns });
    const update = reporter.transfer("file", { bytes: 26e6 });
    for (const megabytes of [0, 13, 26]) {
      update(megabytes * 1e6);
      clock.ms += 777_777;
    }
    for (const line of written) {
      assertEquals(line.slice("\r\x1b[K".length).length < columns, true, line);
    }
  }
});

test("terminalReporter takes its line away for text, and at the end", () => {
  const { written, clock: _, ...options } = screen();
  const reporter = terminalReporter({ ...options, columns: 80 });
  reporter.say("one");
  reporter.transfer("file", { bytes: 10 })(5);
  written.pop();
  reporter.say("two");
  reporter.clear();
  assertEquals(written, ["one\n", "\r\x1b[K", "two\n"]);
});

test("quietReporter has the same methods and no screen", () => {
  assertEquals(quietReporter.say("one"), undefined);
  assertEquals(quietReporter.transfer("file", { bytes: 1 })(1), undefined);
  assertEquals(quietReporter.clear(), undefined);
});

test("sizeText suits large and small files", () => {
  const sizes = [0, 1, 5148, 99_999, 100_000, 26_421_880].map(sizeText);
  assertEquals(sizes, ["0 kB", "1 kB", "6 kB", "100 kB", "0.1 MB", "26.4 MB"]);
});
