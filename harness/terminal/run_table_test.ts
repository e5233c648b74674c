import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { Pace } from "../running/pace.ts";
import { unpainted } from "./paint.ts";
import { type Going, runTable } from "./run_table.ts";

/** A run with 10 steps and 1000 examples a second. */
function going(parts: Partial<Going> = {}): Going {
  const progress = {
    step: 1010,
    examples: 101_000,
    ofSteps: 150_000,
    loss: 0.0123,
    accuracy: 81.2,
  };
  const pace = new Pace();
  pace.note({ ...progress, step: 1000, examples: 100_000 }, 0);
  pace.note(progress, 1000);
  return { name: "α=3 B=5000 seed 0", progress, pace, ...parts };
}

function table(columns: number, ...runs: Going[]): string[] {
  return runTable(runs, { columns, paint: unpainted });
}

test("the bar takes the room that numbers leave", () => {
  assertEquals(table(100, going()), [
    "  run                                             step    loss  accuracy  examples/s   left",
    "  α=3 B=5000 seed 0  ░░░░░░░░░░░░░░░░░░░░  1010/150000  0.0123    81.2 %        1000  ≤ 5 h",
  ]);
});

test("every line has the same width, within that of the terminal", () => {
  const other = going({ name: "b", progress: { step: 3 }, pace: new Pace() });
  for (let columns = 50; columns <= 120; columns++) {
    const lines = table(columns, going(), other);
    assertEquals(new Set(lines.map(({ length }) => length)).size, 1);
    assert(lines[0]!.length < columns, `${columns}: ${lines[0]}`);
  }
});

test("what matters less goes first where there is no room", () => {
  const headings = (columns: number) =>
    table(columns, going())[0]!.trim().split(/ +/);
  assertEquals(headings(80).includes("accuracy"), true);
  assertEquals(headings(70), ["run", "step", "loss", "examples/s", "left"]);
  assertEquals(headings(60), ["run", "step", "loss", "left"]);
  assertEquals(headings(50), ["run", "step", "left"]);
});

test("of a run that has said nothing only its name is known", () => {
  const silent = { progress: { step: 0 }, pace: new Pace() };
  assertEquals(table(80, going({ name: "a seed 0", ...silent })), [
    "  run     ",
    "  a seed 0",
  ]);
});

test("a run that has gone beyond the usual is measured by its end", () => {
  const [, before] = table(80, going({ usualSteps: 1510 }));
  assert(before!.includes(" 1010/~1510 "), before);
  assert(before!.endsWith(" ~ 50 s"), before);
  const [, beyond] = table(80, going({ usualSteps: 1000 }));
  assert(beyond!.includes(" 1010/150000 "), beyond);
});
