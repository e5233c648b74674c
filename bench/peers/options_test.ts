import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { WORKS } from "../works.ts";
import { HELP, parseOptions } from "./options.ts";

test("by default everything is timed with all cores", () => {
  assertEquals(parseOptions([]), {
    works: WORKS,
    contenders: ["tensorflow", "tensorflow-xla", "wasm", "torch", "jax"],
    rounds: 10,
    threads: navigator.hardwareConcurrency,
    python: "python3",
    json: false,
    help: false,
  });
});

test("the help names the contenders that bench:engines is started with", async () => {
  const config = new URL("../../deno.json", import.meta.url);
  const { tasks } = JSON.parse(await Deno.readTextFile(config));
  const { command } = tasks["bench:engines"] as { command: string };
  const given = command.split("--contenders ")[1]!.split(",");
  assertStringIncludes(HELP, `of bench:engines ${given.join(", ")}\n`);
});

test("works and contenders are those of the lists, each once", () => {
  const { works, contenders } = parseOptions([
    ...["--works", "c1-100, f1-100,c1-100", "--contenders=jax,webgpu"],
  ]);
  assertEquals(works.map(({ id }) => id), ["c1-100", "f1-100"]);
  assertEquals(contenders, ["jax", "webgpu"]);
});

test("a path to Python is meant from where one is, a name is not", () => {
  const pythonOf = (python: string) =>
    parseOptions(["--python", python]).python;
  assertEquals(pythonOf("python3.12"), "python3.12");
  const here = Deno.env.get("INIT_CWD") || Deno.cwd();
  assertEquals(pythonOf("venv/bin/python"), join(here, "venv/bin/python"));
});

const MISTAKES = [
  [["--works", "f1"], 'Unknown work "f1": did you mean f1-100?'],
  [["--contenders", "torch,tf"], 'Unknown contender "tf": did you mean '],
  [["--rounds", "0"], "Cannot use --rounds 0: it must be an integer from 1"],
  [["--threads", "two"], "Cannot use --threads two: it must be an integer"],
  [["--round", "1"], 'Unknown option "--round": did you mean --rounds?'],
  [["f1-100"], 'Cannot time "f1-100": this task takes options only'],
] as const;

for (const [args, message] of MISTAKES) {
  test(`"${args.join(" ")}" is refused`, () => {
    assertThrows(() => parseOptions(args), UsageError, message);
  });
}
