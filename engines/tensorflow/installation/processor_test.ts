import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { processorFault } from "./processor.ts";
import { makePackage } from "./testing.ts";
import { runScript, writeProgram } from "./testing_process.ts";

/** Two processors as Linux describes them. */
function described(flags: string): string {
  return `processor\t: 0\nflags\t\t: ${flags}\nbugs\t\t: a\n\n`.repeat(2);
}

const LACK = "it needs AVX instructions, which this processor does not have";

test("a processor without AVX cannot run TensorFlow", () => {
  assertEquals(processorFault(described("fpu sse4_2 avx f16c")), undefined);
  assertEquals(processorFault(described("fpu sse4_2 not_avx avx_")), LACK);
});

test("what is not known is no fault", () => {
  for (const cpuInfo of ["", "processor\t: 0\nFeatures\t: fp asimd\n"]) {
    assertEquals(processorFault(cpuInfo), undefined);
  }
  assertEquals(processorFault(), undefined);
});

if (Deno.build.os === "linux" && Deno.build.arch === "x86_64") {
  test("auto takes another engine where the processor lacks AVX", () =>
    withFolder(async (home) => {
      const env = { GRADNOISE_TENSORFLOW: await makePackage(home) };
      const leave = ["--allow-read", "--allow-env", "--allow-run=deno"];
      const module = new URL("../../choose.ts", import.meta.url);
      const choiceWith = async (flags: string) => {
        const script = `printf '${described(flags)}'`;
        await writeProgram(home, { name: "deno", script });
        const { stdout } = await runScript(
          `import { chooseEngine } from "${module}";
          console.log((await chooseEngine("auto")).name);`,
          { home, leave, env },
        );
        return stdout;
      };
      assertEquals(await choiceWith("fpu avx"), "tensorflow");
      assertMatch(await choiceWith("fpu"), /^(webgpu|wasm)$/);
    }));
}
