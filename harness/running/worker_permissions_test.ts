import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withFolder } from "../testing.ts";
import { workerPermissions } from "./worker_permissions.ts";

/** What this code prints when it may do what a worker may. */
async function asWorker(
  code: string,
  { cwd, ...options }: Parameters<typeof workerPermissions>[1] & {
    cwd?: string;
  } = {},
): Promise<string> {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, code);
    const { stdout, stderr } = await new Deno.Command("deno", {
      args: [
        ...["run", "--no-prompt", "--no-config"],
        ...workerPermissions({ readable: [], permissions: [] }, options),
        file,
      ],
      ...cwd === undefined ? {} : { cwd },
    }).output();
    return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  } finally {
    await Deno.remove(file);
  }
}

test("a worker may read the project and the data, and nothing else", async () => {
  await withFolder(async (folder) => {
    for (const name of ["data", "my data", "αβ"]) {
      const dataDir = join(folder, name);
      await Deno.mkdir(dataDir);
      await Deno.writeTextFile(join(dataDir, "x"), "");
      await Deno.writeTextFile(join(folder, "x"), "");
      const paths = [
        join(dataDir, "x"),
        fileURLToPath(new URL("../../deno.json", import.meta.url)),
        join(folder, "x"),
        join(dataDir, "..", "x"),
      ];
      assertEquals(
        await asWorker(
          `for (const path of ${JSON.stringify(paths)}) {
            try { Deno.readTextFileSync(path); console.log("read"); }
            catch (error) { console.log(error.name); }
          }`,
          { dataDir },
        ),
        "read\nread\nNotCapable\nNotCapable\n",
      );
    }
  });
});

test("data may lie in a folder with a comma in its name", async () => {
  await withFolder(async (folder) => {
    const dataDir = join(folder, "a, b");
    await Deno.mkdir(dataDir);
    const code = `Deno.readDirSync(${JSON.stringify(dataDir)});
      try { Deno.writeTextFileSync(${JSON.stringify(join(dataDir, "x"))}, ""); }
      catch (error) { console.log(error.name); }`;
    assertEquals(await asWorker(code, { dataDir }), "NotCapable\n");
  });
});

test("a worker can neither write nor run, connect or read the environment", async () => {
  await withFolder(async (dataDir) => {
    const output = await asWorker(
      `for (const act of [
        () => Deno.writeTextFile(${JSON.stringify(join(dataDir, "x"))}, ""),
        () => Deno.writeTextFile("x", ""),
        () => Deno.makeTempFile(),
        () => new Deno.Command("deno").output(),
        () => Deno.connect({ hostname: "127.0.0.1", port: 9 }),
        () => Deno.listen({ port: 0 }),
        () => Deno.dlopen("x.so", {}),
        () => Deno.env.get("HOME"),
      ]) {
        try { await act(); console.log("done"); }
        catch (error) { console.log(error.name); }
      }`,
      { dataDir },
    );
    assertEquals(output, "NotCapable\n".repeat(8));
  });
});

test("a worker may write checkpoints where it is started, and nothing else", async () => {
  await withFolder(async (folder) => {
    const cwd = join(folder, "a, b");
    await Deno.mkdir(cwd);
    const paths = [
      "checkpoints/x",
      join(cwd, "checkpoints", "x"),
      "x",
      join(cwd, "checkpoints", "..", "runs"),
      join(folder, "x"),
    ];
    assertEquals(
      await asWorker(
        `Deno.mkdirSync("checkpoints");
        for (const path of ${JSON.stringify(paths)}) {
          try { Deno.writeTextFileSync(path, ""); Deno.readTextFileSync(path);
            console.log("done"); }
          catch (error) { console.log(error.name); }
        }`,
        { checkpoints: true, cwd },
      ),
      "done\ndone\nNotCapable\nNotCapable\nNotCapable\n",
    );
  });
});
