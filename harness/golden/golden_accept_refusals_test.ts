/**
 * Results that are not accepted, and what is said then.
 *
 * @module
 */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import type { Environment } from "../host/environment.ts";
import type { Host } from "../host/host.ts";
import { sourceDigest } from "../host/source_digest.ts";
import type { RunRecord } from "../records/run_record.ts";
import {
  claimWith,
  divergedOutcome,
  outcomeWith,
  planOf,
  tunedClaim,
  withFolder,
} from "../testing.ts";
import {
  CODE,
  finished,
  OTHER,
  presentEngine,
  propose,
  refusal,
} from "./testing_accept.ts";

test("code that is not committed is refused", async () => {
  await withFolder(async (path) => {
    const place = await finished([OTHER], { path });
    const changed = ["a.ts", "b.ts", "c.ts", "d.ts", "e.ts"];
    const said = await refusal([OTHER], {
      ...place,
      code: { ...CODE, changed },
    });
    assertStringIncludes(
      said,
      "a.ts, b.ts, c.ts and 2 more differ from commit c0ffee",
    );
    assertStringIncludes(said, "commit the code first");
  });
});

test("seeds that have not finished are refused by name", async () => {
  await withFolder(async (path) => {
    const claim = claimWith();
    const place = await finished([claim], { path, choice: [0, 5] });
    const said = await refusal([claim], place);
    assertStringIncludes(
      said,
      "Cannot accept made-up: 4 of its 6 runs (cell a: seeds 1, 2; cell b: seeds 1, 2) have not finished",
    );
    assertStringIncludes(said, "every seed that the suite declares");
    assertStringIncludes(
      said,
      '"deno task repro made-up --tier desk --engine cpu --no-gate"',
    );
    // A suite that is whole does not help one that is not.
    await finished([OTHER], { path });
    assertStringIncludes(
      await refusal([OTHER, claim], place),
      "Cannot accept made-up",
    );
  });
});

test("at the smoke tier other code's runs are refused", async () => {
  await withFolder(async (path) => {
    const place = await finished([OTHER], { path });
    const said = await refusal([OTHER], { ...place, tier: "smoke" });
    assertStringIncludes(
      said,
      "Cannot accept other: other code than the present one did 3 of its runs",
    );
    await finished([OTHER], {
      path,
      change: (record) => ({
        ...record,
        environment: { ...record.environment, sources: sourceDigest() },
      }),
    });
    const proposals = await propose([OTHER], { ...place, tier: "smoke" });
    assertEquals(proposals.length, 1);
  });
});

test("runs of code that was not committed are refused, unless it is now", async () => {
  await withFolder(async (path) => {
    const host: Host = {
      ...{ commit: null, dirty: true, os: "linux", memoryGib: 8 },
      ...{ instructionSet: null, gpus: [] },
    };
    const change = (environment: Partial<Environment> = {}) =>
      ((record) => ({
        ...record,
        environment: { ...record.environment, host, ...environment },
      })) satisfies (record: RunRecord) => RunRecord;
    const place = await finished([OTHER], { path, change: change() });
    assertStringIncludes(
      await refusal([OTHER], place),
      "Cannot accept other: code that was not committed, or of which git knew nothing, did 3 of its runs",
    );
    await finished([OTHER], {
      path,
      change: change({ host: { ...host, dirty: null } }),
    });
    assertStringIncludes(await refusal([OTHER], place), "3 of its runs");
    await finished([OTHER], {
      path,
      change: change({ sources: sourceDigest() }),
    });
    assertEquals((await propose([OTHER], place)).length, 1);
  });
});

test("a verdict that cannot be given is an error", async () => {
  await withFolder(async (path) => {
    const failing = {
      ...OTHER,
      judge: () => {
        throw new RangeError("no such metric");
      },
    };
    const place = await finished([failing], { path });
    await assertRejects(() => propose([failing], place), RangeError);
  });
});

test("a tuned cell that diverged runs left without settings is refused", () =>
  withFolder(async (path) => {
    const claim = tunedClaim({
      choose: (results) => {
        results.metric("b try 3", "accuracy");
        throw new RangeError("no trial has a mean");
      },
    });
    const place = await finished([claim], {
      path,
      of: (cell) => cell === "b try 3" ? divergedOutcome() : outcomeWith(),
    });
    assertStringIncludes(
      await refusal([claim], place),
      "Cannot accept made-up: cell b cannot be tuned, for runs diverged (cell b try 3: seeds 7, 8): no trial has a mean; without settings the cell has no runs to record",
    );
  }));

test("a damaged record is refused and left where it is", async () => {
  await withFolder(async (path) => {
    const place = await finished([OTHER], { path });
    const plan = planOf([OTHER], { engine: await presentEngine() });
    const { run } = plan.runs[0]!;
    const file = join(place.folder.path, "runs", `${run}.json`);
    const text = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, text.replace("80", "90"));
    const said = await refusal([OTHER], place);
    assertStringIncludes(said, `run ${run}: it does not match its checksum`);
    assertStringIncludes(said, "does it again");
    assertEquals(await Deno.readTextFile(file), text.replace("80", "90"));
  });
});
