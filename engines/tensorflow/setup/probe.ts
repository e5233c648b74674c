import { spawnDeno } from "../../../core/spawn_deno.ts";
import { Breakdown } from "../../../core/exit_code.ts";
import type { TensorflowInstallation } from "../installation/installation.ts";

/**
 * The version that the libraries themselves say they are. They are loaded in a
 * process of its own, which they may end.
 *
 * @throws {Breakdown} if they cannot be loaded.
 */
export async function probeVersion(
  { framework, cc }: TensorflowInstallation,
): Promise<string> {
  const { code, signal, stdout, stderr } = await spawnDeno([
    ...["run", "--no-prompt", "--allow-ffi"],
    new URL("./probe_main.ts", import.meta.url).href,
    ...[framework, cc],
  ], {
    purpose: "tries the library",
    env: { TF_CPP_MIN_LOG_LEVEL: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder();
  if (code === 0) return text.decode(stdout).trim();
  const reason = text.decode(stderr).split("\n")
    .find((line) => /error|fatal|instructions/i.test(line));
  throw new Breakdown(
    `Cannot load ${cc}: the process that tried it ended with ${
      signal ?? `code ${code}`
    }${reason === undefined ? "" : ` (${reason.trim()})`}`,
  );
}
