import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { LiveBlock } from "./live_block.ts";
import { FakeScreen } from "./testing_terminal.ts";

test("lines are renewed in place, be they more or fewer", async () => {
  const screen = new FakeScreen();
  screen.write("before\n");
  const block = new LiveBlock(screen);
  block.show(["one", "two, long"]);
  assertEquals(await screen.lines(), ["before", "one", "two, long"]);
  block.show(["1", "2", "3"]);
  assertEquals(await screen.lines(), ["before", "1", "2", "3"]);
  block.show(["only"]);
  assertEquals(await screen.lines(), ["before", "only"]);
  block.clear();
  screen.write("after\n");
  assertEquals(await screen.lines(), ["before", "after"]);
});

test("what is said stays above", async () => {
  const screen = new FakeScreen();
  const block = new LiveBlock(screen);
  block.say("first");
  block.show(["a", "b"]);
  block.say("second\nthird");
  assertEquals(await screen.lines(), ["first", "second", "third", "a", "b"]);
});

test("the echo of Ctrl-C goes with the next picture", async () => {
  const screen = new FakeScreen();
  const block = new LiveBlock(screen);
  block.show(["a", "b"]);
  screen.write("^C");
  block.clear();
  screen.write("Interrupted\n");
  assertEquals(await screen.lines(), ["Interrupted"]);
});

test("lines at the bottom of the terminal scroll up once", async () => {
  const screen = new FakeScreen({ rows: 5 });
  const block = new LiveBlock(screen);
  screen.write("1\n2\n3\n4\n");
  for (const turn of ["x", "y", "z"]) block.show([`${turn}1`, `${turn}2`]);
  assertEquals(await screen.lines(), ["1", "2", "3", "4", "z1", "z2"]);
});

test("more lines than the terminal has room for are left out", async () => {
  const screen = new FakeScreen({ rows: 4 });
  const block = new LiveBlock(screen);
  const lines = ["a", "b", "c", "d", "e"];
  block.show(lines);
  block.show(lines);
  assertEquals(await screen.lines(), ["a", "b", "c"]);
});

test("long lines are cut, and lose their colours", async () => {
  const screen = new FakeScreen({ columns: 6 });
  const block = new LiveBlock(screen);
  block.show(["\x1b[31m1234567\x1b[39m", "\x1b[31m12345\x1b[39m"]);
  block.show(["\x1b[31m1234567\x1b[39m", "\x1b[31m12345\x1b[39m"]);
  assertEquals(await screen.lines(), ["12345", "12345"]);
  assertEquals(screen.written.split("\x1b[31m").length - 1, 2);
});

test("nothing is written for nothing", () => {
  const screen = new FakeScreen();
  const block = new LiveBlock(screen);
  block.clear();
  block.show([]);
  assertEquals(screen.written, "");
});

test("the cursor is never hidden", () => {
  const screen = new FakeScreen();
  const block = new LiveBlock(screen);
  block.show(["a"]);
  block.say("b");
  block.clear();
  assert(!screen.written.includes("\x1b[?25"));
});
