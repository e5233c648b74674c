import { assert, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Golden } from "../golden/golden_form.ts";
import { claimWith, goldenOf, planOf, recordsOf } from "../testing.ts";
import { environmentHtml } from "./environment_html.ts";
import { EVIL, resultWith } from "./testing.ts";

test("it names engine, machine, versions, and how to repeat", () => {
  const text = String(environmentHtml(resultWith()));
  for (
    const part of [
      "deno task repro made-up --tier desk --engine wasm\n",
      "<dt>backend</dt><dd>0.0.0</dd>",
      "<dt>deno</dt><dd>0.0.0</dd>",
      "<dt>cores</dt><dd>1</dd>",
    ]
  ) {
    assertStringIncludes(text, part);
  }
});

test("seeds that are not the declared ones are in the command", () => {
  const claim = claimWith();
  const commandWith = (choice: number[]) => {
    const [suite] = planOf([claim], { choice }).suites;
    return String(environmentHtml(resultWith({ suite: suite! }, claim)));
  };
  assertStringIncludes(commandWith([0, 7, 9]), "--seeds 0,7,9\n");
  assert(!commandWith([0, 1, 2]).includes("--seeds"));
});

test("seeds that alone were recorded are in the command", () => {
  const claim = claimWith();
  const plan = planOf([claim], { choice: [0, 2] });
  const golden = goldenOf(plan);
  const commandWith = (recorded: Golden) => {
    const suite = plan.suites[0]!;
    return String(environmentHtml(resultWith({ suite, recorded }, claim)));
  };
  assertStringIncludes(
    commandWith({ ...golden, seeds: [0, 2] }),
    "--seeds 0,2\n",
  );
  assert(!commandWith(golden).includes("--seeds"));
});

test("settings of the engine are in the command only as what they can be", () => {
  const commandWith = (threads: string) =>
    String(environmentHtml(resultWith({
      engine: { engine: "tensorflow", threads, mode: "xla" },
    })));
  assertStringIncludes(
    commandWith("4"),
    "--engine tensorflow --threads 4 --xla\n",
  );
  const [command] = commandWith("2; rm -rf ~").split("</code>");
  assert(!command!.includes("rm -rf"));
});

test("several machines are told apart, and many are summed up", () => {
  const plan = planOf([claimWith()]);
  let cores = 0;
  const records = new Map([...recordsOf(plan)].map(([run, record]) => [run, {
    ...record,
    environment: { ...record.environment, cores: ++cores, cpu: EVIL },
  }]));
  const text = String(environmentHtml(resultWith({ records })));
  assertStringIncludes(text, "Machine and versions of 1 run<");
  assertStringIncludes(text, "And 3 others.");
  assert(!text.includes("<script"));
});

/** The list of an environment that a file has as this JSON. */
function listOf(json: string): string {
  const records = new Map(
    [...recordsOf(planOf([claimWith()]))].map(([run, record]) => [run, {
      ...record,
      environment: JSON.parse(json),
    }]),
  );
  return String(environmentHtml(resultWith({ records })));
}

test("what is known of the host stands among the rest", () => {
  const text = listOf(`{
    "deno": "2", "gone": null,
    "host": {
      "memory": 17, "commit": null,
      "gpus": [{ "name": "A", "driver": "1" }, { "name": "B", "driver": "2" }]
    }
  }`);
  for (
    const part of [
      "<dt>gone</dt><dd>unknown</dd>",
      "<dt>memory</dt><dd>17</dd>",
      "<dt>gpus</dt><dd>A, 1; B, 2</dd>",
    ]
  ) {
    assertStringIncludes(text, part);
  }
});

test("an environment of a stranger's may hold anything", () => {
  for (const host of ["{}", "[]", '"x"', "7", '{"gpus": {"length": "x"}}']) {
    assertStringIncludes(listOf(`{"host": ${host}}`), "Environment");
  }
});
