import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { whyUnusable } from "./why_unusable.ts";

test("what Deno does not permit is told without its flags", () => {
  const error = new Deno.errors.NotCapable(
    'Requires all access to "/proc/x", run again with the --allow-all flag',
  );
  assertEquals(whyUnusable(error), "not permitted");
});

test("any other error is told in its own words", () => {
  const error = new Deno.errors.NotFound("No such file or directory");
  assertEquals(whyUnusable(error), "No such file or directory");
});
