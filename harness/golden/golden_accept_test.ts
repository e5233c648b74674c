import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { atMost } from "../../suites/predicates.ts";
import type { Claim } from "../../suites/suite.ts";
import { openResultsFolder } from "../records/results_folder.ts";
import { makePlan, type Plan } from "../running/plan.ts";
import {
  claimWith,
  divergedOutcome,
  judgeLossOfB,
  outcomeWith,
  planOf,
  recordsOf,
  tunedClaim,
  withFolder,
} from "../testing.ts";
import type { Proposal } from "./golden_accept.ts";
import { readGolden, writeGolden } from "./golden_file.ts";
import {
  CODE,
  ENGINE,
  finished,
  OTHER,
  type Place,
  presentEngine,
  propose,
  refusal,
} from "./testing_accept.ts";

/** What is proposed, written. */
async function accept(claims: readonly Claim[], place: Place) {
  const proposals = await propose(claims, place);
  for (const { golden } of proposals) {
    await writeGolden(golden, { folder: place.path });
  }
  return proposals;
}

test("finished runs are proposed with every seed, verdict and commit", async () => {
  await withFolder(async (path) => {
    const claim = claimWith({
      judge: () => ({ outcome: "contradicted", findings: [] }),
    });
    const place = await finished([claim, OTHER], { path });
    const proposals = await propose([claim, OTHER], place);
    assertEquals(
      proposals.map(({ golden }) => golden.runs.length),
      [6, 3],
    );
    assertEquals(proposals.map(({ previous }) => previous), [
      undefined,
      undefined,
    ]);
    const { golden } = proposals[0]!;
    assertEquals(golden.outcome, "contradicted");
    assertEquals([golden.reason, golden.commit], ["a test", CODE.commit]);
    assertEquals(golden.engine, await presentEngine());
    assertMatch(golden.accepted, /^\d{4}-\d\d-\d\d$/);
    assertEquals([...Deno.readDirSync(path)].map(({ name }) => name), [
      "results",
    ]);
  });
});

test("what is written is what was proposed, and previous the next time", async () => {
  await withFolder(async (path) => {
    const claim = claimWith();
    const place = await finished([claim], { path });
    const [first] = await accept([claim], place);
    const name = { suite: claim.id, tier: "desk", engine: ENGINE } as const;
    assertEquals(await readGolden(name, { folder: path }), first!.golden);
    const [again] = await propose([claim], place);
    assertEquals(again!.previous, first!.golden);
    assertEquals(again!.golden, {
      ...first!.golden,
      accepted: again!.golden.accepted,
    });
  });
});

test("what the predicates said is recorded in words, and the units", async () => {
  await withFolder(async (path) => {
    const told = { statement: "it holds", outcome: "reproduced" } as const;
    const evidence = atMost(1, 2);
    const claim = claimWith({
      judge: () => ({
        outcome: "reproduced",
        findings: [{ ...told, evidence }, {
          ...{ ...told, evidence },
          informative: true,
        }],
      }),
    });
    const place = await finished([claim], { path });
    const [{ golden }] = await propose([claim], place) as [Proposal];
    const said = {
      ...told,
      numbers: "1, at most 2",
    };
    assertEquals(golden.findings, [said, { ...said, informative: true }]);
    assertEquals(golden.units, { accuracy: "percent", time: "steps" });
  });
});

test("each environment is recorded once, and which run has which", async () => {
  await withFolder(async (path) => {
    const claim = claimWith();
    const place = await finished([claim], {
      path,
      change: (record) => ({
        ...record,
        environment: {
          ...record.environment,
          cores: record.identity.seed === 1 ? 64 : 2,
        },
      }),
    });
    const [{ golden }] = await propose([claim], place) as [
      Awaited<ReturnType<typeof propose>>[number],
    ];
    assertEquals(golden.environments.map(({ cores }) => cores), [2, 64]);
    assertEquals(
      golden.runs.map(({ seed, environment = 0 }) => [seed, environment]),
      [[0, 0], [1, 1], [2, 0], [0, 0], [1, 1], [2, 0]],
    );
  });
});

test("what a tuned cell chose is recorded, once all that it tries has run", async () => {
  await withFolder(async (path) => {
    const claim = tunedClaim();
    const engine = await presentEngine();
    const of = (cell: string) =>
      outcomeWith({
        metrics: {
          accuracy: { value: cell === "b try 4" ? 90 : 80, unit: "percent" },
        },
      });
    const folder = await openResultsFolder(join(path, "results"), {
      create: true,
    });
    const write = async (plan: Plan, ...cells: string[]) => {
      for (const [run, record] of recordsOf(plan, of)) {
        const { cell } = plan.runs.find((planned) => planned.run === run)!;
        if (cells.includes(cell)) await folder.write(record);
      }
    };
    const before = planOf([claim], { engine });
    await write(before, "a");
    assertStringIncludes(
      await refusal([claim], { path, folder }),
      "4 of its 7 runs (cell b try 3: seeds 7, 8; cell b try 4: seeds 7, 8)",
    );
    await write(before, "b try 3", "b try 4");
    assertStringIncludes(
      await refusal([claim], { path, folder }),
      "3 of its 10 runs (cell b: seeds 0, 1, 2) have not finished",
    );
    const records = recordsOf(before, of);
    const after = makePlan([claim], {
      ...{ tier: "desk", engine, choice: undefined, records },
    });
    await write(after, "b");
    const [proposal] = await propose([claim], { path, folder });
    assertEquals(proposal!.golden.chosen, { b: "b try 4" });
    assertEquals(
      proposal!.golden.runs.map(({ cell, seed }) => `${cell} ${seed}`),
      ["a 0", "a 1", "a 2", "b 0", "b 1", "b 2"],
    );
  });
});

test("a verdict that diverged runs leave open is recorded with the reason", () =>
  withFolder(async (path) => {
    const claim = claimWith({ judge: judgeLossOfB });
    const place = await finished([claim], {
      path,
      of: (cell, seed) =>
        cell === "b" && seed === 2 ? divergedOutcome() : outcomeWith(),
    });
    const [{ golden }] = await accept([claim], place) as [Proposal];
    assertEquals([golden.outcome, golden.findings], ["inconclusive", []]);
    assertEquals(
      golden.note,
      'the claim cannot be judged, for runs diverged (cell b: seeds 2): Cannot find series "loss" of cell "b": there are none',
    );
    const name = { suite: claim.id, tier: "desk", engine: ENGINE } as const;
    assertEquals(await readGolden(name, { folder: path }), golden);
  }));

test("of the paper's tier some seeds may be accepted, which the file says", async () => {
  await withFolder(async (path) => {
    const seeds = { count: 2 };
    const place = await finished([OTHER], { path, choice: seeds });
    const paper = { ...place, tier: "paper" } as const;
    const [proposal] = await propose([OTHER], { ...paper, seeds });
    const { golden } = proposal!;
    assertEquals(golden.seeds, [0, 1]);
    assertEquals(golden.runs.map(({ seed }) => seed), [0, 1]);
    await writeGolden(golden, { folder: path });
    const name = { suite: "other", tier: "paper", engine: ENGINE } as const;
    assertEquals(await readGolden(name, { folder: path }), golden);

    assertStringIncludes(
      await refusal([OTHER], paper),
      "every seed that the suite declares, or those of --seeds",
    );
    assertStringIncludes(
      await refusal([OTHER], { ...place, seeds }),
      "Cannot accept other with 2 of its 3 seeds: only at tier paper",
    );
    assertStringIncludes(
      await refusal([OTHER], { ...paper, seeds: [0, 7] }),
      "it does not declare seed 7 at tier paper",
    );
  });
});

test("all seeds, named, are no part", async () => {
  await withFolder(async (path) => {
    const place = await finished([OTHER], { path });
    const [{ golden }] = await propose([OTHER], {
      ...place,
      seeds: [0, 1, 2],
    }) as [Proposal];
    assertEquals(golden.seeds, undefined);
  });
});

test("a golden file that cannot be read is replaced", async () => {
  await withFolder(async (path) => {
    const place = await finished([OTHER], { path });
    await accept([OTHER], place);
    const file = join(path, "recorded", "other.desk.cpu.json");
    await Deno.writeTextFile(file, "{ half");
    const [again] = await accept([OTHER], place);
    assertEquals(again!.previous, "unreadable");
    const name = { suite: "other", tier: "desk", engine: ENGINE } as const;
    assertEquals(await readGolden(name, { folder: path }), again!.golden);
  });
});
