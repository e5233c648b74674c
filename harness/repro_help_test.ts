import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { COMMANDS } from "./commands/look_up.ts";
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

test("the help has the usage of each command", () => {
  const { commands } = offersIn(HELP, { placeholders: {}, suites: [] });
  assertEquals(
    commands.map(({ text }) => text).toSorted(),
    COMMANDS.toSorted(),
  );
});
