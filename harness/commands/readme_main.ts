/**
 * `deno task readme`: writes the table of claims into the README.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { writeFileAtomic } from "../../core/atomic_file.ts";
import { exitCodeOf } from "../../core/exit_code.ts";
import { withClaimsTable } from "./readme_table.ts";

async function main(): Promise<number> {
  const path = fileURLToPath(new URL("../../README.md", import.meta.url));
  const readme = await Deno.readTextFile(path);
  await writeFileAtomic(path, await withClaimsTable(readme));
  return 0;
}

if (import.meta.main) Deno.exit(await exitCodeOf(main));
