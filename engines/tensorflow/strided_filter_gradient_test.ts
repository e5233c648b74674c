import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { test } from "@std/testing/bdd";
import type { GradientError } from "./testing_strided_filter_gradient_process.ts";

const PROCESS = fileURLToPath(
  import.meta.resolve("./testing_strided_filter_gradient_process.ts"),
);

/** oneDNN's code for AVX-512 writes beyond its memory, that for AVX2 is wrong. */
for (const instructionSet of ["ALL", "AVX2"]) {
  test(`gradients of filters of one place are right, instructions ${instructionSet}`, async () => {
    const { code, signal, stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--no-prompt", "--allow-read", "--allow-env"],
        ...["--allow-sys", "--allow-ffi", "--allow-run", PROCESS],
      ],
      env: { ONEDNN_MAX_CPU_ISA: instructionSet },
      stderr: "inherit",
    }).output();
    assertEquals({ code, signal }, { code: 0, signal: null });
    const errors: GradientError[] = JSON.parse(
      new TextDecoder().decode(stdout),
    );
    assertEquals(errors.filter(({ isRounding }) => !isRounding), []);
    assert(errors.length > 0);
  });
}
