import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { withFolder } from "../testing.ts";
import type { Mutant } from "./mutant.ts";
import { copyProject } from "./project_copy.ts";

const MUTANT: Mutant = {
  ...{ name: "made up", file: "methods/a.ts", from: "+", to: "-", suites: [] },
};

test("a copy has a mutant for as long as it is asked", async () => {
  await withFolder(async (project) => {
    const file = join("methods", "a.ts");
    for (const folder of ["methods", "results"]) {
      await Deno.mkdir(join(project, folder));
    }
    await Deno.writeTextFile(join(project, file), "1 + 1");
    await Deno.symlink("methods", join(project, "linked"));
    const copy = await copyProject(project);
    const read = async () => await Deno.readTextFile(join(copy.path, file));
    assertEquals(
      [...Deno.readDirSync(copy.path)].map(({ name }) => name).toSorted(),
      ["linked", "methods"],
    );
    assertEquals(await copy.withMutant(MUTANT, read), "1 - 1");
    await assertRejects(
      () => copy.withMutant(MUTANT, () => Promise.reject(new Error("broken"))),
      Error,
      "broken",
    );
    assertEquals(await read(), "1 + 1");
    assertEquals(await Deno.readTextFile(join(project, file)), "1 + 1");
    await copy.remove();
    await assertRejects(() => Deno.stat(copy.path), Deno.errors.NotFound);
  });
});
