/**
 * The process that looks at the machine; prints a {@link Host} as JSON.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { checkout } from "./checkout.ts";
import { gpus } from "./gpus.ts";
import type { Host } from "./host.ts";
import { instructionSet } from "./instruction_set.ts";

const GIB = 2 ** 30;

if (import.meta.main) {
  const project = fileURLToPath(new URL("../..", import.meta.url));
  const host: Host = {
    os: `${Deno.build.os} ${Deno.osRelease()}`,
    memoryGib: Number((Deno.systemMemoryInfo().total / GIB).toFixed(1)),
    instructionSet: await instructionSet(),
    gpus: await gpus(),
    ...await checkout(project),
  };
  console.log(JSON.stringify(host));
}
