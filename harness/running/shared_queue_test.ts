import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { FileLock } from "../../core/file_lock.ts";
import { nameOf } from "../terminal/progress.ts";
import type { RunRecord } from "../records/run_record.ts";
import { SharedQueue } from "./shared_queue.ts";
import { claimWith, planOf, recordsOf } from "../testing.ts";

const plan = planOf([claimWith()], { choice: [0] });
const [a, b] = plan.runs;
const records = recordsOf(plan);

/** A queue of runs a and b; what happens goes to `log`. */
function queueOf(
  { elsewhere = new Set(), finished = new Map(), onWait = () => {} }: {
    /** Names of the runs that another process holds. */
    elsewhere?: Set<unknown>;
    finished?: Map<string, RunRecord>;
    onWait?: () => void;
  } = {},
) {
  const log: string[] = [];
  const stop = new AbortController();
  const queue = new SharedQueue(plan.runs, {
    claim: (run) =>
      Promise.resolve(
        elsewhere.has(run) ? undefined : {
          release: () => {
            log.push(`${nameOf(run)} released`);
            return Promise.resolve();
          },
        } satisfies FileLock,
      ),
    record: ({ run }) => Promise.resolve(finished.get(run)),
    onFinished: (run) => log.push(`${nameOf(run)} finished`),
    onElsewhere: (runs) => {
      log.push(`${runs.map(nameOf)} elsewhere`);
      onWait();
    },
    signal: stop.signal,
  });
  return { queue, log, stop };
}

test("every run is given out once, in order", async () => {
  const { queue, log } = queueOf();
  assertEquals((await queue.take())!.run, a);
  assertEquals((await queue.take())!.run, b);
  assertEquals(await queue.take(), undefined);
  assertEquals(log, []);
});

test("what another process does is passed over and waited for", async () => {
  const elsewhere = new Set<unknown>([a]);
  const { queue, log } = queueOf({
    elsewhere,
    onWait: () => elsewhere.clear(),
  });
  assertEquals((await queue.take())!.run, b);
  assertEquals((await queue.take())!.run, a);
  assertEquals(await queue.take(), undefined);
  assertEquals(log, ["a seed 0 elsewhere"]);
});

test("what another process has finished is not done again", async () => {
  const finished = new Map([[a!.run, records.get(a!.run)!]]);
  const { queue, log } = queueOf({ finished });
  assertEquals((await queue.take())!.run, b);
  assertEquals(await queue.take(), undefined);
  assertEquals(log, ["a seed 0 released", "a seed 0 finished"]);
});

test("a run whose record cannot be read is let go", async () => {
  const log: string[] = [];
  const queue = new SharedQueue(plan.runs, {
    claim: () =>
      Promise.resolve({
        release: () => {
          log.push("released");
          return Promise.resolve();
        },
      }),
    record: () => Promise.reject(new Error("unreadable")),
    onFinished: () => log.push("finished"),
    onElsewhere: () => log.push("elsewhere"),
    signal: new AbortController().signal,
  });
  await assertRejects(() => queue.take(), Error, "unreadable");
  assertEquals(log, ["released"]);
});

test("a closed queue and an interrupted one give out nothing", async () => {
  const { queue } = queueOf();
  queue.close();
  assertEquals(await queue.take(), undefined);
  const { queue: other, stop, log } = queueOf({
    elsewhere: new Set([a, b]),
    onWait: () => stop.abort(),
  });
  assertEquals(await other.take(), undefined);
  assertEquals(log, ["a seed 0,b seed 0 elsewhere"]);
});
