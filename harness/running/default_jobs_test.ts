import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { defaultJobs, thisMachine, usesGraphics } from "./default_jobs.ts";

const MANY = { cores: 16, memory: 1e15 };

test("one job for each core, over the threads of a run", () => {
  const jobs = (threads: number) =>
    defaultJobs({ tier: "desk", threads }, MANY);
  assertEquals([1, 2, 3, 16, 17].map(jobs), [16, 8, 5, 1, 1]);
  assertEquals(defaultJobs({ tier: "desk" }, MANY), 16);
});

test("no more jobs than memory holds, and one at least", () => {
  const memory = 10 * 2 ** 30;
  const jobs = (["smoke", "desk", "paper"] as const).map((tier) =>
    defaultJobs({ tier }, { cores: 16, memory })
  );
  assertEquals(jobs, [10, 5, 2]);
  assertEquals(defaultJobs({ tier: "paper" }, { cores: 16, memory: 0 }), 1);
});

test("one job on a graphics processor", async () => {
  assertEquals(defaultJobs({ tier: "smoke", graphics: true }, MANY), 1);
  const engines = ["webgpu", "wasm", "cpu"] as const;
  assertEquals(await Promise.all(engines.map(usesGraphics)), [
    ...[true, false, false],
  ]);
});

test("this machine can do some", () => {
  const jobs = defaultJobs({ tier: "smoke" });
  assert(jobs >= 1 && jobs <= navigator.hardwareConcurrency);
});

test("a container's memory counts, and no limit is none", () => {
  assertEquals(thisMachine(1000).memory, 1000);
  for (const unknown of [0, NaN]) {
    assert(thisMachine(unknown).memory > 1000, `${unknown}`);
  }
});
