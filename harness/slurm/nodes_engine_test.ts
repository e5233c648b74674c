import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { dirname } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { withFolder } from "../testing.ts";
import { agreeOnEngine, nodesEngine, nodesFile } from "./nodes_engine.ts";

const PARTS = {
  engine: { name: "tensorflow", threads: 1 },
  directives: ["--partition=a"],
  here: undefined,
} as const;

test("each engine and each kind of node has a file of its own", () => {
  const file = (parts: object) => nodesFile("r", { ...PARTS, ...parts });
  const files = [
    file({}),
    file({ engine: { name: "tensorflow", threads: 2 } }),
    file({ directives: ["--partition=b"] }),
    file({ here: { engine: "wasm", backend: "1" } }),
  ];
  assertEquals(new Set(files).size, files.length);
  assertEquals(file({ engine: { ...PARTS.engine, verbose: true } }), files[0]);
  assertNotEquals(nodesFile("s", PARTS), files[0]);
});

test("the first engine is settled on, another one refused", async () => {
  await withFolder(async (folder) => {
    const file = nodesFile(folder, PARTS);
    await Deno.mkdir(dirname(file));
    assertEquals(await nodesEngine(file), undefined);
    for (const text of ["", "{", "null", '{"engine":"torch"}']) {
      await Deno.writeTextFile(file, text);
      await assertRejects(
        () => nodesEngine(file),
        UsageError,
        `Cannot use ${file}: it is damaged; remove it`,
      );
    }
    await Deno.remove(file);
    const engine = { engine: "tensorflow", device: "AVX2", backend: "2.21" };
    await agreeOnEngine(file, engine);
    await agreeOnEngine(file, { ...engine });
    assertEquals(await nodesEngine(file), engine);
    const { message } = await assertRejects(
      () => agreeOnEngine(file, { ...engine, device: "AVX512" }),
      UsageError,
    );
    assertEquals(
      message,
      `Cannot do these runs on ${Deno.hostname()}: its engine has device AVX512 and not AVX2, so bits would differ; name nodes that are alike (--partition, --slurm "--constraint=..."), or remove ${file} if it is the engine that has changed`,
    );
    assertEquals(await nodesEngine(file), engine);
  });
});
