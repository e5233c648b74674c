import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { Breakdown } from "../core/exit_code.ts";
import { askedSuites, noteAsked } from "./asked_suites.ts";
import { agreeOnEngine } from "./slurm/nodes_engine.ts";
import { claimWith, FINGERPRINT, planOf, withFolder } from "./testing.ts";

test("the last plan of each suite, tier and engine is kept", async () => {
  await withFolder(async (folder) => {
    assertEquals(await askedSuites(folder), { suites: [], unreadable: [] });
    const plan = planOf([claimWith({ id: "x" }), claimWith({ id: "y" })]);
    await noteAsked(plan, { folder, seeds: [7] });
    await noteAsked(plan, { folder, seeds: undefined });
    await noteAsked({ ...planOf([claimWith({ id: "x" })]), tier: "smoke" }, {
      ...{ folder, seeds: { count: 2 } },
    });
    const { suites: asked } = await askedSuites(folder);
    const name = ({ suite, tier }: typeof asked[number]) => suite + tier;
    assertEquals(asked.toSorted((a, b) => name(a) < name(b) ? -1 : 1), [
      { suite: "x", tier: "desk", engine: FINGERPRINT },
      { suite: "x", tier: "smoke", engine: FINGERPRINT, seeds: { count: 2 } },
      { suite: "y", tier: "desk", engine: FINGERPRINT },
    ]);
  });
});

test("files that say nothing of use are named", async () => {
  await withFolder(async (folder) => {
    await Deno.mkdir(join(folder, "plans"));
    const good = { suite: "x", tier: "desk", engine: { engine: "wasm" } };
    const texts = [
      ...["", "{", "null", "7", "{}"],
      ...[
        { ...good, suite: 7 },
        { ...good, tier: "large" },
        { ...good, engine: { engine: "\x1b[2J" } },
        { ...good, engine: { engine: "wasm", threads: 1 } },
        { ...good, nodes: "../nodes-0123456789ab.json" },
        { ...good, seeds: { count: 1e9 } },
        { ...good, seeds: ["1"] },
        { ...good, seeds: null },
        { ...good, method: { name: "mine" } },
      ].map((value) => JSON.stringify(value)),
    ];
    for (const [i, text] of texts.entries()) {
      await Deno.writeTextFile(join(folder, "plans", `${i}.json`), text);
    }
    await Deno.writeTextFile(join(folder, "plans", "notes.txt"), "mine");
    await Deno.mkdir(join(folder, "plans", "folder.json"));
    const { suites, unreadable } = await askedSuites(folder);
    assertEquals(suites, []);
    assertEquals(
      unreadable.toSorted(),
      [...texts.keys(), "folder"].map((name) => join("plans", `${name}.json`))
        .toSorted(),
    );
  });
});

test("an engine that the nodes have settled since is the plan's", async () => {
  await withFolder(async (folder) => {
    const plan = planOf([claimWith({ id: "x" })], {
      engine: { engine: "tensorflow" },
    });
    const nodes = "nodes-0123456789ab.json";
    await noteAsked(plan, { folder, seeds: undefined, nodes });
    const asked = { suite: "x", tier: "desk" } as const;
    assertEquals(await askedSuites(folder), {
      suites: [{ ...asked, engine: plan.engine }],
      unreadable: [],
    });
    const file = join(folder, "slurm", nodes);
    await Deno.mkdir(join(folder, "slurm"));
    const engine = { ...plan.engine, backend: "2.21" };
    await agreeOnEngine(file, engine);
    const { suites } = await askedSuites(folder);
    assertEquals(suites, [{ ...asked, engine }]);
    const unusable = { suites: [], unreadable: [join("slurm", nodes)] };
    await Deno.writeTextFile(file, "");
    assertEquals(await askedSuites(folder), unusable);
    await Deno.remove(file);
    await Deno.mkdir(file);
    assertEquals(await askedSuites(folder), unusable);
  });
});

test("what cannot be noted breaks the work off", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "plans"), "");
    await assertRejects(
      () => noteAsked(planOf([claimWith()]), { folder, seeds: undefined }),
      Breakdown,
      `Cannot write to the results folder ${folder}`,
    );
  });
});
