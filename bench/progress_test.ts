import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { progress, turnText } from "./progress.ts";

/** A screen that remembers, and a clock that is set by hand. */
function screen(columns?: number) {
  const written: string[] = [];
  const clock = { ms: 0 };
  return {
    written,
    clock,
    columns,
    write: (text: string) => void written.push(text),
    now: () => clock.ms,
  };
}

test("a terminal has one line, which is renewed and never full", () => {
  const { written, ...options } = screen(12);
  const { say, clear } = progress(options);
  clear();
  say("one");
  say("longer than a line");
  clear();
  clear();
  assertEquals(written, ["\r\x1b[Kone", "\r\x1b[Klonger than", "\r\x1b[K"]);
});

test("elsewhere there is a line at once, and then one in ten seconds", () => {
  const { written, clock, ...options } = screen();
  const { say, clear } = progress(options);
  for (const second of [0, 3, 9, 12, 21, 23]) {
    clock.ms = 1000 * second;
    say(`${second}`);
  }
  clear();
  assertEquals(written, ["0\n", "12\n", "23\n"]);
});

test("a turn is told with whose it is", () => {
  const options = { title: "F1", rounds: 20 };
  assertEquals(
    turnText({ id: "wasm", round: 0 }, options),
    "F1: first steps of wasm",
  );
  assertEquals(
    turnText({ id: "wasm", round: 3 }, options),
    "F1: round 3 of 20, wasm",
  );
  assertEquals(
    turnText({ id: "head", round: 3 }, { ...options, unit: "pair" }),
    "F1: pair 3 of 20, head",
  );
});
