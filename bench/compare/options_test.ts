import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { resolve } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { WORKS } from "../works.ts";
import { parseOptions } from "./options.ts";

const HERE = Deno.env.get("INIT_CWD") || Deno.cwd();

test("by default everything is timed with wasm, eleven times", () => {
  const { mode, ...rest } = parseOptions(["../base", "."])!;
  assertEquals(mode.id, "wasm");
  assertEquals(rest, {
    checkouts: [
      { side: "base", folder: resolve(HERE, "../base") },
      { side: "head", folder: HERE },
    ],
    works: WORKS,
    samples: 11,
    margin: 0.05,
    threads: navigator.hardwareConcurrency,
    summary: undefined,
    json: false,
  });
});

test("what is asked for", () => {
  const options = parseOptions([
    ...["a", "b", "--engine=tensorflow-xla", "--works", "c1-100,f1-100"],
    ...["--samples", "7", "--margin", "2.5", "--threads", "1", "--json"],
    ...["--summary", "s.md"],
  ])!;
  assertEquals(options.mode.xla, true);
  assertEquals(options.works.map(({ id }) => id), ["c1-100", "f1-100"]);
  assertEquals([options.samples, options.margin], [7, 0.025]);
  assertEquals([options.threads, options.json], [1, true]);
  assertEquals(options.summary, resolve(HERE, "s.md"));
});

test("help needs no folders", () => {
  assertEquals(parseOptions(["--help"]), undefined);
});

test("mistakes", () => {
  const mistakes = [
    [["a"], "Cannot compare 1 folders: write deno task bench:compare BASE"],
    [["a", "b", "c"], "Cannot compare 3 folders"],
    [["a", "b", "--engine", "wasmm"], 'Unknown engine "wasmm": did you mean'],
    [["a", "b", "--works", "f1"], 'Unknown work "f1": did you mean f1-100?'],
    [["a", "b", "--samples", "6"], "Cannot use --samples 6: it takes at least"],
    [["a", "b", "--margin", "-1"], "Cannot use --margin -1"],
    [["a", "b", "--margin", "5%"], "Cannot use --margin 5%"],
  ] as const;
  for (const [args, message] of mistakes) {
    assertThrows(() => parseOptions(args), UsageError, message);
  }
});
