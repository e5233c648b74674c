import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";

const IMPORT = `import { withoutStandardError } from "${
  import.meta.resolve("./standard_error.ts")
}";`;

/** What a program says on standard error; it begins with the import. */
async function saidBy(program: string): Promise<string> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", `${IMPORT}\n${program}`],
    stderr: "piped",
  }).output();
  assertEquals(code, 0);
  return new TextDecoder().decode(stderr);
}

test("standard error is closed meanwhile, and open after", async () => {
  const said = await saidBy(`
    console.error("before");
    const result = withoutStandardError(() => {
      console.error("meanwhile");
      return "result";
    });
    console.error(result);
  `);
  assertEquals(said, "before\nresult\n");
});

test("it is open after an error, which passes", async () => {
  const said = await saidBy(`
    try {
      withoutStandardError(() => {
        throw new Error("thrown");
      });
    } catch (error) {
      console.error(error.message);
    }
  `);
  assertEquals(said, "thrown\n");
});

test("it is open after several workers at a time", async () => {
  const said = await saidBy(`
    const code = ${JSON.stringify(IMPORT)} + \`
      for (let i = 0; i < 20; i++) {
        withoutStandardError(() => {
          for (let end = Date.now() + 2; Date.now() < end;);
        });
      }
      self.postMessage("done");
    \`;
    await Promise.all([1, 2, 3].map(async () => {
      const url = "data:text/javascript," + encodeURIComponent(code);
      const worker = new Worker(url, { type: "module" });
      await new Promise((resolve) => worker.onmessage = resolve);
      worker.terminate();
    }));
    console.error("after");
  `);
  assertEquals(said, "after\n");
});
