import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { withFolder } from "../testing.ts";

/** What `expression` of the module's functions gives, or its error. */
async function ask(
  expression: string,
  env: Readonly<Record<string, string>>,
): Promise<unknown> {
  const module = new URL("command.ts", import.meta.url).href;
  const code = `import { queuedTasks, sbatch } from ${JSON.stringify(module)};
    const answer = await (${expression}).catch(({ name, message }) =>
      ({ name, message }));
    console.log(JSON.stringify(answer));`;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", code],
    cwd: new URL("../..", import.meta.url),
    env,
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assertEquals(text(stderr), "");
  return JSON.parse(text(stdout));
}

/** Leaves a command in `folder`; the PATH that has it before all others. */
async function leave(
  folder: string,
  name: string,
  script: string,
): Promise<{ PATH: string }> {
  const path = join(folder, name);
  await Deno.writeTextFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${folder}:${Deno.env.get("PATH")}` };
}

test("sbatch answers with the number of the job", async () => {
  await withFolder(async (folder) => {
    const script = `echo "$*" >'${folder}/args'; echo "12;cluster"`;
    const env = await leave(folder, "sbatch", script);
    assertEquals(await ask('sbatch(["--array=0-3", "a b.sh"])', env), "12");
    assertEquals(
      await Deno.readTextFile(join(folder, "args")),
      "--parsable --array=0-3 a b.sh\n",
    );
  });
});

test("a job inherits what it needs and no secrets", async () => {
  await withFolder(async (folder) => {
    const path = await leave(folder, "sbatch", `env >'${folder}/env'`);
    await ask("sbatch([])", {
      ...path,
      HOME: folder,
      TEST_TOKEN: "x",
      SBATCH_ACCOUNT: "x",
      SLURM_JOB_ID: "x",
      SLURM_CONF: "x",
      LD_LIBRARY_PATH: folder,
    });
    const lines = (await Deno.readTextFile(join(folder, "env"))).split("\n");
    const has = (name: string) =>
      lines.some((line) => line.startsWith(`${name}=`));
    const kept = ["PATH", "HOME", "SBATCH_ACCOUNT", "SLURM_CONF"];
    assertEquals(kept.filter(has), kept);
    const dropped = ["TEST_TOKEN", "SLURM_JOB_ID", "LD_LIBRARY_PATH"];
    assertEquals(dropped.filter(has), []);
  });
});

test("squeue looks at the clusters that jobs go to", async () => {
  await withFolder(async (folder) => {
    const script = `env | grep CLUSTERS >'${folder}/env'
      echo 'CLUSTER: other'; echo 'a|0|RUNNING|None'`;
    const path = await leave(folder, "squeue", script);
    for (const own of ["SBATCH_CLUSTERS", "SLURM_CLUSTERS"]) {
      assertEquals(
        await ask('queuedTasks(["a"])', { ...path, [own]: "other" }),
        [
          { name: "a", index: 0, state: "RUNNING", reason: "None" },
        ],
      );
      assertEquals(
        await Deno.readTextFile(join(folder, "env")),
        "SLURM_CLUSTERS=other\n",
      );
    }
  });
});

test("what Slurm refuses is told in one line", async () => {
  await withFolder(async (folder) => {
    const said = "sbatch: error: no such\\nsbatch: error: Batch failed\\n";
    const script = `printf '${said}' >&2; exit 1`;
    const env = await leave(folder, "sbatch", script);
    assertEquals(await ask("sbatch([])", env), {
      name: "SlurmError",
      message: "no such; Batch failed",
    });
    // As for --version among the user's own options.
    await leave(folder, "sbatch", "echo slurm-wlm 22.05.8");
    assertEquals(await ask("sbatch([])", env), {
      name: "SlurmError",
      message: 'sbatch gave no job, but "slurm-wlm 22.05.8"',
    });
    await leave(folder, "squeue", "exit 3");
    assertEquals(await ask('queuedTasks(["x"])', env), {
      name: "SlurmError",
      message: "squeue ended with code 3",
    });
  });
});

test("squeue's lines are tasks; for no names it is not asked", async () => {
  await withFolder(async (folder) => {
    const script = "echo 'a|0|RUNNING|None'; echo 'b|12|PENDING|Resources'";
    const env = await leave(folder, "squeue", script);
    assertEquals(await ask('queuedTasks(["a", "b"])', env), [
      { name: "a", index: 0, state: "RUNNING", reason: "None" },
      { name: "b", index: 12, state: "PENDING", reason: "Resources" },
    ]);
    await leave(folder, "squeue", "exit 1");
    assertEquals(await ask("queuedTasks([])", env), []);
  });
});

test("without Slurm the line says so", async () => {
  await withFolder(async (folder) => {
    await Deno.symlink(Deno.execPath(), join(folder, "deno"));
    assertEquals(await ask("sbatch([])", { PATH: folder }), {
      name: "UsageError",
      message:
        'Cannot find "sbatch": call this where Slurm\'s commands are on PATH, or leave out --launcher',
    });
  });
});
