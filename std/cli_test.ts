import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { parseArgs } from "@std/cli";

test("strings stay strings and are undefined where not given", () => {
  const args = parseArgs(["--tier", "007", "--engine=cpu", "x", "3"], {
    string: ["tier", "engine", "results"],
  });
  assertEquals(args, { tier: "007", engine: "cpu", _: ["x", 3] });
  assertEquals<string | undefined>(args.results, undefined);
});

test("flags are false where not given and take no value", () => {
  const args = parseArgs(["--json", "x", "--quiet=false"], {
    boolean: ["json", "quiet", "help"],
  });
  assertEquals(args, { json: true, quiet: false, help: false, _: ["x"] });
});

test("a string option without a value is empty", () => {
  const args = parseArgs(["--tier", "--seeds="], { string: ["tier", "seeds"] });
  assertEquals(args, { tier: "", seeds: "", _: [] });
});

test("the last value of a repeated option wins", () => {
  const args = parseArgs(["--seeds", "3", "--seeds=1,2"], { string: "seeds" });
  assertEquals(args.seeds, "1,2");
  assertEquals(parseArgs(["--n", "1", "--n", "2"]), { n: 2, _: [] });
});

test("a collecting option gives an array, however often it is given", () => {
  const options = { string: ["suite", "tier"], collect: ["suite"] } as const;
  const suites = (...args: string[]) => parseArgs(args, options).suite;
  assertEquals(suites(), []);
  assertEquals(suites("--suite", "a"), ["a"]);
  assertEquals(suites("--suite", "a", "--suite=b"), ["a", "b"]);
});

test("a default stands in for what is not given", () => {
  const options = {
    string: ["tier", "suite"],
    collect: ["suite"],
    boolean: ["gate"],
    default: { tier: "smoke", suite: ["a"], gate: true, list: [1, 2] },
  } as const;
  assertEquals(parseArgs([], options), {
    ...{ tier: "smoke", suite: ["a"], gate: true, list: [1, 2] },
    _: [],
  });
  const given = ["--tier=desk", "--suite=b", "--gate=false", "--list=3"];
  assertEquals(parseArgs(given, options), {
    ...{ tier: "desk", suite: ["b"], gate: false, list: 3 },
    _: [],
  });
});

test("an alias sets both names", () => {
  const options = {
    string: ["suite"],
    boolean: ["help"],
    collect: ["suite"],
    alias: { help: "h", suite: ["s"] },
  } as const;
  assertEquals(parseArgs(["-h", "-s", "a"], options), {
    ...{ help: true, h: true, suite: ["a"], s: ["a"] },
    _: [],
  });
});

test("--no-x negates only a negatable x", () => {
  const negated = parseArgs(["--no-gate"], {
    boolean: "gate",
    negatable: "gate",
    default: { gate: true },
  });
  assertEquals(negated, { gate: false, _: [] });
  const named = parseArgs(["--no-gate"], { boolean: ["gate", "no-gate"] });
  assertEquals(named, { gate: false, "no-gate": true, _: [] });
});

test("-- ends the options", () => {
  const args = ["--json", "--", "--no-x", "y"];
  assertEquals(parseArgs(args, { boolean: "json" }), {
    json: true,
    _: ["--no-x", "y"],
  });
  assertEquals(parseArgs(args, { boolean: "json", "--": true }), {
    json: true,
    _: [],
    "--": ["--no-x", "y"],
  });
});

test("stopEarly leaves what follows the first positional argument", () => {
  const args = ["--json", "golden", "--tier", "desk", "--no-gate"];
  assertEquals(parseArgs(args, { boolean: "json", stopEarly: true }), {
    json: true,
    _: ["golden", "--tier", "desk", "--no-gate"],
  });
});

test("unknown hears of undeclared options and positional arguments", () => {
  const heard: (string | undefined)[][] = [];
  const args = parseArgs(["--tire=desk", "x", "--no-gate", "-q", "--json"], {
    boolean: "json",
    unknown: (arg, key) => {
      heard.push([arg, key]);
      return key === undefined;
    },
  });
  assertEquals(heard, [
    ["--tire=desk", "tire"],
    ["x", undefined],
    ["--no-gate", "no-gate"],
    ["-q", "q"],
  ]);
  assertEquals(args, { json: true, _: ["x"] });
});

test("an error of unknown reaches the caller", () => {
  const unknown = (arg: string) => {
    throw new RangeError(arg);
  };
  assertThrows(() => parseArgs(["--x"], { unknown }), RangeError, "--x");
});
