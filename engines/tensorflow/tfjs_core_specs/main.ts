/**
 * `deno task test:tfjs-core`: runs tfjs-core's own specs on the engine.
 *
 * @module
 */
import { readCommandLine } from "../../../core/command_line.ts";
import { exitCodeOf } from "../../../core/exit_code.ts";
import { openTensorflow } from "../open.ts";
import { compileKernels } from "./compiled_kernels.ts";
import { compileGradients, gradients } from "./compiled_library.ts";
import { EXCLUSIONS, type Mode } from "./exclusions.ts";
import { installJasmine, runSpecs } from "./jasmine.ts";
import { judge } from "./judge.ts";
import { hookModules, importModule } from "./module_hooks.ts";

const HELP = `Runs the specs of tfjs-core on engine tensorflow.

Usage: deno task test:tfjs-core [--compiled]

--compiled  compile each kernel as a function of its own, and each gradient
            as one, and compare a kernel's results with those of the plain
            kernel to the bit
--help      print this

Specs that fail for a known reason are listed in exclusions.ts; that they do
fail is checked.`;

async function main(args: readonly string[]): Promise<number> {
  const { flags } = readCommandLine(args, {
    task: "test:tfjs-core",
    strings: [],
    flags: ["compiled"],
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const mode: Mode = flags.compiled ? "compiled" : "eager";
  const engine = await openTensorflow();
  const jasmine = installJasmine();
  if (mode === "compiled") {
    hookModules({ library: import.meta.resolve("./compiled_library.ts") });
    compileKernels(engine.compile);
    compileGradients(engine.compile);
  } else {
    hookModules();
  }
  const environments = await importModule<{
    setTestEnvs(environments: object[]): void;
  }>("jasmine_util.js");
  environments.setTestEnvs([
    { name: "test-tensorflow", backendName: "tensorflow", isDataSync: true },
  ]);
  await importModule("tests.js");
  const { specs, passed, pending, excluded, failures } = judge(
    await runSpecs(jasmine),
    EXCLUSIONS.filter((exclusion) => (exclusion.mode ?? mode) === mode),
  );
  console.log(`${specs} specs of tfjs-core, ${mode}, on ${engine.device}:`);
  console.log(`${passed} passed`);
  for (const [reason, count] of excluded) {
    console.log(`${count} excluded: ${reason}`);
  }
  console.log(`${pending} left out by tfjs-core`);
  if (mode === "compiled") {
    const { compiled, plain } = gradients;
    console.log(`${compiled} gradients compiled whole`);
    console.log(`${plain} not: they use tensors from outside`);
  }
  for (const failure of failures) console.error(`FAILED ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
