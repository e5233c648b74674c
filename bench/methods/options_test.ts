import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import { METHOD_CASES } from "./cases.ts";
import { HELP, parseOptions } from "./options.ts";
import { METHOD_WORKS } from "./works.ts";

test("by default everything is timed on the engine that is there", () => {
  assertEquals(parseOptions([]), {
    works: METHOD_WORKS,
    methods: METHOD_CASES.map(({ id }) => id),
    engine: "auto",
    rounds: 20,
    json: false,
    help: false,
  });
});

test("networks, methods, engine and numbers are those that are asked for", () => {
  const { works, ...options } = parseOptions([
    ...["--networks", "resnet32,f1", "--methods=gnc, kfac", "--rounds", "3"],
    ...["--engine", "tensorflow-xla", "--threads", "2", "--workers", "128"],
    "--json",
  ]);
  assertEquals(
    works.map(({ id, workers, batchSize }) => [id, workers, batchSize]),
    [["f1", 128, 128 * 256], ["resnet32", 128, 128 * 32]],
  );
  assertEquals(options, {
    methods: ["gnc", "kfac"],
    engine: "tensorflow-xla",
    ...{ rounds: 3, threads: 2, json: true, help: false },
  });
});

test("help names every method and fits a terminal", () => {
  for (const { id } of METHOD_CASES) assertEquals(HELP.includes(id), true, id);
  assertEquals(HELP.split("\n").filter(({ length }) => length > 80), []);
});

const MISTAKES = [
  [["--networks", "resnet"], 'Unknown network "resnet": did you mean res'],
  [["--methods", "sgd,gcn"], 'Unknown method "gcn": did you mean gnc?'],
  [["--engine", "cpu"], 'Unknown engine "cpu": did you mean '],
  [["--engine", "wasm,tensorflow"], 'Unknown engine "wasm,tensorflow": did'],
  [["--workers", "0"], "Cannot use --workers 0: it must be an integer from 1"],
  [["--rounds", "many"], "Cannot use --rounds many: it must be an integer"],
  [["f1"], 'Cannot time "f1": this task takes options only'],
] as const;

for (const [args, message] of MISTAKES) {
  test(`"${args.join(" ")}" is refused`, () => {
    assertThrows(() => parseOptions(args), UsageError, message);
  });
}
