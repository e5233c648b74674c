import { assertEquals } from "./assert.ts";
import { test } from "./testing_bdd.ts";
import { parseArgs } from "./cli.ts";

test("strings stay strings and are undefined where not given", () => {
  const args = parseArgs(["--tier", "007", "--engine=cpu", "x", "3"], {
    string: ["tier", "engine", "results"],
  });
  assertEquals(args, { tier: "007", engine: "cpu", _: ["x", 3] });
  assertEquals<string | undefined>(args.results, undefined);
});

test("flags are false where not given or said to be", () => {
  const args = parseArgs(["--json", "x", "--quiet=false", "--plot", "false"], {
    boolean: ["json", "quiet", "help", "plot"],
  });
  assertEquals(args, {
    ...{ json: true, quiet: false, help: false, plot: false },
    _: ["x"],
  });
});

test("a string option without a value is empty", () => {
  const args = parseArgs(["--tier", "--seeds="], { string: ["tier", "seeds"] });
  assertEquals(args, { tier: "", seeds: "", _: [] });
});

test("the last value of a repeated option wins", () => {
  const args = parseArgs(["--seeds", "3", "--seeds=1,2"], {
    string: ["seeds"],
  });
  assertEquals(args.seeds, "1,2");
  assertEquals(parseArgs(["--n", "1", "--n", "2"]), { n: 2, _: [] });
});

test("--no-x is an option of its own", () => {
  const args = parseArgs(["--no-gate", "--no-plot", "x"], {
    boolean: ["gate", "no-gate"],
  });
  assertEquals(args, {
    ...{ gate: false, "no-gate": true, "no-plot": "true" },
    _: ["x"],
  });
});

test("-- ends the options", () => {
  const args = parseArgs(["--json", "--", "--no-x", "y"], {
    boolean: ["json"],
  });
  assertEquals(args, { json: true, _: ["--no-x", "y"] });
});
