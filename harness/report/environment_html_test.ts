import { assert, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { claimWith, planOf, recordsOf } from "../testing.ts";
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

test("an environment may hold more than texts", () => {
  const records = new Map(
    [...recordsOf(planOf([claimWith()]))].map(([run, record]) => [run, {
      ...record,
      environment: JSON.parse('{"devices": ["a", {"b": 1}], "gone": null}'),
    }]),
  );
  const text = String(environmentHtml(resultWith({ records })));
  assertStringIncludes(text, "<dd>[&quot;a&quot;,{&quot;b&quot;:1}]</dd>");
  assertStringIncludes(text, "<dt>gone</dt><dd>unknown</dd>");
});
