import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../../core/usage_error.ts";
import { parseSetupArguments } from "./setup_arguments.ts";

test("parseSetupArguments reads the options", () => {
  const none = { variant: undefined, force: false, help: false };
  assertEquals(parseSetupArguments([]), none);
  assertEquals(parseSetupArguments(["--help"]), { ...none, help: true });
  assertEquals(
    parseSetupArguments(["--force", "--variant", "cuda"]),
    { variant: "cuda", force: true, help: false },
  );
});

const MISTAKES = [
  { args: ["--variant=rocm"], message: 'Unknown variant "rocm": choose one' },
  { args: ["cuda"], message: 'Cannot set up "cuda": this task takes options' },
  { args: ["--forse"], message: 'Unknown option "--forse": did you mean --fo' },
];

for (const { args, message } of MISTAKES) {
  test(`parseSetupArguments refuses ${args}`, () => {
    assertThrows(() => parseSetupArguments(args), UsageError, message);
  });
}
