import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { dirname, join } from "node:path";
import { sourceDigest } from "./source_digest.ts";
import { withFolder } from "../testing.ts";

const FOLDERS = [
  ...["core", "datasets", "engines", "methods", "models", "suites"],
  "training",
];

/** A project with these files, and its digest. */
async function digestWith(files: Readonly<Record<string, string>>) {
  let digest = "";
  await withFolder(async (project) => {
    for (const folder of [...FOLDERS, "harness", "golden/paper"]) {
      await Deno.mkdir(join(project, folder), { recursive: true });
    }
    for (const [name, text] of Object.entries({ "deno.lock": "", ...files })) {
      await Deno.mkdir(dirname(join(project, name)), { recursive: true });
      await Deno.writeTextFile(join(project, name), text);
    }
    digest = sourceDigest({ project });
  });
  return digest;
}

test("code, its name, its folder and the lock count; tests and the harness do not", async () => {
  const code = { "methods/sgd.ts": "a", "suites/paper/study.ts": "b" };
  const digest = await digestWith(code);
  assertEquals(await digestWith(code), digest);
  assertEquals(
    await digestWith({
      ...code,
      "methods/sgd_test.ts": "c",
      "methods/testing.ts": "d",
      "suites/paper/testing_exact.ts": "e",
      "models/testdata/formula.ts": "f",
      "harness/plan.ts": "g",
    }),
    digest,
  );
  for (
    const changed of [
      { ...code, "methods/sgd.ts": "A" },
      { ...code, "suites/paper/study.ts": "B" },
      ...FOLDERS.map((folder) => ({ ...code, [`${folder}/new.ts`]: "" })),
      { ...code, "deno.lock": "{}" },
      { ...code, "golden/paper/table.csv": "1" },
      { "methods/sgd2.ts": "a", "suites/paper/study.ts": "b" },
    ]
  ) {
    const which = Object.keys(changed).join();
    assertNotEquals(await digestWith(changed), digest, which);
  }
});

test("this project has a digest", () => {
  assertMatch(sourceDigest(), /^[\da-f]{16}$/);
});
