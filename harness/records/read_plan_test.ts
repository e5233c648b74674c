import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Plan, PlannedRun } from "../running/plan.ts";
import { claimWith, planOf, recordsOf } from "../testing.ts";
import { readPlan } from "./read_plan.ts";

const whole = planOf([claimWith()]);
const all = recordsOf(whole);

/** The plan of the first runs, tuned or not. */
function planWith({ runs, tuned }: { runs: number; tuned: boolean }): Plan {
  return {
    ...whole,
    runs: whole.runs.slice(0, runs),
    suites: whole.suites.map((suite) => ({ ...suite, tuned })),
  };
}

/** Reads a plan that is tuned once it has two records, of those that exist. */
async function readWith({ exist }: { exist: number }) {
  const asked: number[] = [];
  const { plan, records } = await readPlan(
    ({ size }) => planWith({ runs: size < 2 ? 2 : 6, tuned: size >= 2 }),
    {
      read: (runs: readonly PlannedRun[]) => {
        asked.push(runs.length);
        const known = new Set(
          whole.runs.slice(0, exist).map(({ run }) => run),
        );
        return Promise.resolve(
          new Map(
            runs.filter(({ run }) => known.has(run))
              .map(({ run }) => [run, all.get(run)!]),
          ),
        );
      },
    },
  );
  return { asked, runs: plan.runs.length, records: records.size };
}

test("a tuned cell is planned again, and each run is read once", async () => {
  assertEquals(await readWith({ exist: 6 }), {
    ...{ asked: [2, 4], runs: 6, records: 6 },
  });
});

test("what a tuned plan lacks is not asked for again", async () => {
  assertEquals(await readWith({ exist: 3 }), {
    ...{ asked: [2, 4], runs: 6, records: 3 },
  });
});

test("a half-tuned plan ends where nothing more is found", async () => {
  assertEquals(await readWith({ exist: 1 }), {
    ...{ asked: [2, 1], runs: 2, records: 1 },
  });
});
