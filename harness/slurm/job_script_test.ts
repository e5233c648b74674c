import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { withFolder } from "../testing.ts";
import { PROJECT } from "../testing_process.ts";
import { jobScript } from "./job_script.ts";

const NEEDS = { readable: ["/opt/tf"], permissions: [], environment: {} };

function scriptIn(results: string) {
  return jobScript({
    folder: join(results, "slurm", "20260131T123456-x"),
    dataDir: "/data",
    needs: { ...NEEDS, environment: { A_FOLDER: `${results}/it's` } },
  });
}

test("a task may read what it needs and write results, and no more", () => {
  // Without the quotes of a project whose path has a space.
  const script = scriptIn("/r").replaceAll("'", "");
  assertStringIncludes(
    script,
    ` --allow-read=${PROJECT},/r,/data,/opt/tf --allow-write=/r --allow-run=deno `,
  );
  assertEquals(script.match(/ (--allow-[a-z]+|-A)\b/g), [
    ...[" --allow-read", " --allow-write", " --allow-run"],
    ...[" --allow-sys", " --allow-env"],
  ]);
});

test("it is a script of the shell, without options that variables change", () => {
  const [shebang, , first] = scriptIn("/r").split("\n");
  assertEquals(shebang, "#!/bin/sh");
  assert(first!.startsWith("export PATH="));
  assertEquals(scriptIn("/r").includes("#SBATCH"), false);
});

test("a shell reads any folder's name as it is", async () => {
  await withFolder(async (folder) => {
    for (const name of ["plain", "a b", "it's", '$(x) "`', "αβ", "a\nb"]) {
      const results = join(folder, name);
      const deno = join(folder, "deno");
      // Instead of Deno: prints a variable and its last argument.
      const fake =
        '#!/bin/sh\nfor last; do :; done\nprintf %s "$A_FOLDER|$last"';
      await Deno.writeTextFile(deno, fake, { mode: 0o755 });
      const script = scriptIn(results).replace(
        /^export PATH=/m,
        `export PATH=${folder}:`,
      );
      const { stdout } = await new Deno.Command("sh", {
        args: ["-c", script],
      }).output();
      assertEquals(
        new TextDecoder().decode(stdout),
        `${results}/it's|${results}/slurm/20260131T123456-x`,
      );
    }
  });
});
