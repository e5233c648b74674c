import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { readCommandLine } from "./command_line.ts";
import { UsageError } from "./usage_error.ts";

function read(...args: string[]) {
  return readCommandLine(args, {
    task: "repro",
    strings: ["tier", "seeds", "results", "slurm"],
    flags: ["no-gate", "json"],
    dashed: ["slurm"],
  });
}

/** The line that a person reads. */
function refusal(fn: () => unknown): string {
  return assertThrows(fn, UsageError).message;
}

test("words, options and flags in any order", () => {
  assertEquals(read("a", "--tier", "desk", "--json", "b", "--seeds=3,7"), {
    words: ["a", "b"],
    strings: {
      ...{ tier: "desk", seeds: "3,7" },
      ...{ results: undefined, slurm: undefined },
    },
    flags: { "no-gate": false, json: true, help: false },
  });
  assertEquals(read().words, []);
  assertEquals(read("--no-gate").flags["no-gate"], true);
});

test("the last value of an option counts", () => {
  assertEquals(read("--tier", "desk", "--tier=paper").strings.tier, "paper");
});

test("help is asked for in two ways", () => {
  assertEquals(read("--help").flags.help, true);
  assertEquals(read("x", "-h").flags.help, true);
});

test("a value may look like an option, a number or an equation", () => {
  assertEquals(read("--seeds", "-1").strings.seeds, "-1");
  assertEquals(read("--results", "a=b").strings.results, "a=b");
  assertEquals(read("--results=--x=1").strings.results, "--x=1");
  assertEquals(read("1.5", "-", "").words, ["1.5", "-", ""]);
});

test("the value of some options may begin with two dashes", () => {
  for (const args of [["--slurm", "--tier=x --y"], ["--slurm=--tier=x --y"]]) {
    assertEquals(read(...args).strings, {
      ...{ tier: undefined, seeds: undefined, results: undefined },
      slurm: "--tier=x --y",
    });
  }
  assertEquals(refusal(() => read("--slurm")), "Option --slurm needs a value");
});

test("what follows -- is words", () => {
  assertEquals(read("--json", "--", "--tier", "--").words, ["--tier", "--"]);
});

test("an option without a value is refused", () => {
  for (const args of [["--tier"], ["--tier="], ["--tier", ""]]) {
    assertEquals(refusal(() => read(...args)), "Option --tier needs a value");
  }
  assertEquals(
    refusal(() => read("--seeds", "--json")),
    "Option --seeds needs a value",
  );
});

test("a flag with a value is refused", () => {
  for (const value of ["maybe", "false", ""]) {
    assertEquals(
      refusal(() => read(`--json=${value}`)),
      `Option --json takes no value: got "${value}"`,
    );
  }
});

test("true and false are values after a flag, and words elsewhere", () => {
  for (const value of ["true", "false"]) {
    for (const args of [["--json", value], ["x", "--json", value, "y"]]) {
      assertEquals(
        refusal(() => read(...args)),
        `Option --json takes no value: got "${value}"`,
      );
    }
    assertEquals(read(value, "--tier", "desk", value).words, [value, value]);
    assertEquals(read("--json", "x", value).words, ["x", value]);
    assertEquals(read("--json", "--", value).words, [value]);
    assertEquals(read("--tier", value).strings.tier, value);
  }
});

test("an unknown option is refused with the nearest one", () => {
  for (
    const [arg, nearest] of [
      ["--tiers", "--tier"],
      ["--seed=1", "--seeds"],
      ["-json", "--json"],
      ["--nogate", "--no-gate"],
      ["--no-json", "--json"],
      ["--gate", "--no-gate"],
    ] as const
  ) {
    assertEquals(
      refusal(() => read(arg)),
      `Unknown option "${
        arg.split("=")[0]
      }": did you mean ${nearest}? "deno task repro --help" lists them`,
    );
  }
});

test("names that every object has are no options", () => {
  for (const arg of ["--constructor", "--__proto__=1", "--toString", "---"]) {
    refusal(() => read(arg, "1"));
  }
});
