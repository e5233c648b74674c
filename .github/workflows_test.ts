import { assert, assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import config from "../deno.json" with { type: "json" };

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string };
  readonly jobs: Readonly<
    Record<string, {
      readonly "timeout-minutes"?: unknown;
      readonly permissions?: unknown;
      readonly steps: readonly Step[];
    }>
  >;
}

function textOf(path: string): string {
  return Deno.readTextFileSync(
    fileURLToPath(new URL(path, import.meta.url)),
  );
}

const SETUP = textOf("actions/setup/action.yml");
const TEXTS = ["ci.yml", "gate.yml"].map((name) => textOf(`workflows/${name}`));
const WORKFLOWS = TEXTS.map((text): Workflow => parse(text));
const STEPS: readonly Step[] = [
  ...parse(SETUP).runs.steps,
  ...WORKFLOWS.flatMap(({ jobs }) =>
    Object.values(jobs).flatMap(({ steps }) => steps)
  ),
];

test("workflows may read the repository and nothing else", () => {
  for (const { permissions, jobs } of WORKFLOWS) {
    assertEquals(permissions, { contents: "read" });
    for (const job of Object.values(jobs)) {
      assertEquals(job.permissions, undefined);
    }
  }
});

test("every job has an end, and workflows do not pile up", () => {
  for (const { concurrency, jobs } of WORKFLOWS) {
    assert(concurrency.group.length > 0);
    for (const [name, job] of Object.entries(jobs)) {
      assert(job["timeout-minutes"] !== undefined, name);
    }
  }
});

test("actions of others are pinned by commit, with their version beside", () => {
  const lines = [SETUP, ...TEXTS].flatMap((text) => text.split("\n"))
    .filter((line) => /\buses:/.test(line));
  assert(lines.length > 0);
  for (const line of lines) {
    if (line.includes("uses: ./")) continue;
    assertMatch(line, /uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
});

test("what a step runs is a task of this project", () => {
  const tasks = STEPS.flatMap(({ run = "" }) =>
    [...run.matchAll(/deno task (\S+)/g)].map(([, task]) => task!)
  );
  assert(tasks.includes("repro") && tasks.includes("bench:compare"));
  for (const task of tasks) assert(task in config.tasks, task);
});

test("what a person types reaches a script as a variable, never as its text", () => {
  for (const { run = "" } of STEPS) assert(!run.includes("${{"), run);
});
