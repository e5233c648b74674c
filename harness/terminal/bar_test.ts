import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { bar } from "./bar.ts";
import { painter, unpainted } from "./paint.ts";

test("a bar is as full as its share", () => {
  const text = (share: number) => bar(share, { width: 4, paint: unpainted });
  assertEquals([0, 0.5, 1].map(text), ["░░░░", "██░░", "████"]);
  // Of a run that took more steps than expected, or of none.
  assertEquals([1.5, -1].map(text), ["████", "░░░░"]);
});

test("what is full is painted as good", () => {
  assertEquals(
    bar(0.5, { width: 2, paint: painter({ colour: true }) }),
    "\x1b[32m█\x1b[39m\x1b[2m░\x1b[22m",
  );
});
