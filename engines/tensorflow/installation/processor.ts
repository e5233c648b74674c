import { NO_LOADER_VARIABLES } from "../../../core/spawn_deno.ts";

const CPU_INFO = "/proc/cpuinfo";

let known: string | undefined;

/**
 * What keeps this processor from running TensorFlow, whose libraries end the
 * process when they are loaded without AVX; undefined if nothing is known to.
 *
 * @param cpuInfo What Linux says about the processors; empty: nothing.
 */
export function processorFault(
  cpuInfo: string = known ??= cpuInfoHere(),
): string | undefined {
  const flags = /^flags\s*:(.*)$/m.exec(cpuInfo)?.[1]?.split(" ");
  return flags === undefined || flags.includes("avx")
    ? undefined
    : "it needs AVX instructions, which this processor does not have";
}

function cpuInfoHere(): string {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") return "";
  const leave = Deno.permissions.querySync({ name: "read", path: CPU_INFO });
  if (leave.state !== "granted") return cpuInfoOfAnother();
  try {
    return Deno.readTextFileSync(CPU_INFO);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    // Leave to read may not extend to "/proc".
    if (error instanceof Deno.errors.NotCapable) return cpuInfoOfAnother();
    throw error;
  }
}

/**
 * Asks a process that may do anything. Needs `--allow-run=deno`; without it
 * nothing is known.
 */
function cpuInfoOfAnother(): string {
  const leave = Deno.permissions.querySync({ name: "run", command: "deno" });
  if (leave.state !== "granted") return "";
  const code = `console.log(Deno.readTextFileSync("${CPU_INFO}"))`;
  try {
    const { stdout } = new Deno.Command("deno", {
      args: ["eval", "--quiet", "--no-config", "--no-lock", code],
      env: NO_LOADER_VARIABLES,
      ...{ stdin: "null", stdout: "piped", stderr: "null" },
    }).outputSync();
    return new TextDecoder().decode(stdout);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
