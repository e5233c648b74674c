import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { Breakdown } from "../../core/exit_code.ts";
import { withFolder } from "../testing.ts";
import { askGate } from "./asked_gate.ts";

/** What is said of a suite by a project whose `repro` is this program. */
async function answerOf(
  program: string,
  { suite = "ne-exact" } = {},
): ReturnType<typeof askGate> {
  let answer: Awaited<ReturnType<typeof askGate>>;
  await withFolder(async (project) => {
    await Deno.mkdir(join(project, "harness"));
    const main = join(project, "harness", "repro_main.ts");
    await Deno.writeTextFile(main, program);
    answer = await askGate(project, {
      ...{ suite, engine: "wasm", dataDir: "/data", jobs: 2 },
      signal: new AbortController().signal,
    });
    // The results are gone.
    assertEquals([...Deno.readDirSync(project)].length, 1);
  });
  return answer!;
}

/** A program that prints this gate's answer. */
function saying(gate: unknown, code: number): string {
  const document = JSON.stringify({ suites: [{ id: "ne-exact", gate }] });
  return `console.log(${JSON.stringify(document)}); Deno.exit(${code});`;
}

test("the gate's answer is that of repro", async () => {
  const suite = "ne-exact";
  const problems = ["the bits differ"];
  assertEquals(await answerOf(saying({ status: "failed", problems }, 1)), {
    ...{ suite, failed: true, problems },
  });
  assertEquals(await answerOf(saying({ status: "passed", problems: [] }, 0)), {
    ...{ suite, failed: false, problems: [] },
  });
});

test("a run that crashes has noticed", async () => {
  assertEquals(await answerOf(saying(null, 3)), {
    ...{ suite: "ne-exact", failed: true, problems: ["a run crashed"] },
  });
});

test("the smoke tier is asked, of trainings with one seed", async () => {
  const echo = `const gate = { status: "passed", problems: Deno.args };
    console.log(JSON.stringify({ suites: [{ gate }] }));`;
  const asked = async (suite: string) =>
    (await answerOf(echo, { suite })).problems.join(" ")
      .replace(/--results \S+/, "--results IN");
  const rest = "--tier smoke --engine wasm --jobs 2 --data-dir /data " +
    "--results IN --json --quiet";
  assertEquals(await asked("ne-exact"), `ne-exact ${rest}`);
  assertEquals(
    await asked("ne-convergence-slows"),
    `ne-convergence-slows --seeds 1 ${rest}`,
  );
});

test("a project that does not answer breaks it off, in its words", async () => {
  const cases = [
    ["console.error('no data'); Deno.exit(2);", "of ne-exact: no data"],
    ["throw new Error('broken');", "of ne-exact: error: Uncaught"],
    ["Deno.exit(1);", "of ne-exact: it ended with code 1"],
  ] as const;
  for (const [program, said] of cases) {
    await assertRejects(() => answerOf(program), Breakdown, said);
  }
});
