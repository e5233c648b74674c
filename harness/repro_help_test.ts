import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { offersIn } from "./completions/command_line.ts";
import { HELP, OPTIONS } from "./repro_help.ts";

test("the help has a line for each option that is read, and for no other", () => {
  const { options } = offersIn(HELP, { placeholders: {}, suites: [] });
  const named = (wanted: (option: typeof options[number]) => boolean) =>
    options.filter(wanted).map(({ text }) => text).toSorted();
  const asTyped = (names: readonly string[]) =>
    names.map((name) => `--${name}`).toSorted();
  assertEquals(
    named(({ value }) => value !== undefined),
    asTyped(OPTIONS.strings),
  );
  assertEquals(
    named(({ value }) => value === undefined),
    asTyped([...OPTIONS.flags, "help"]),
  );
});
