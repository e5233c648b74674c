/**
 * `deno task data`: fetches the data sets that are named, by default
 * Fashion-MNIST and MNIST.
 *
 * @module
 */
import { exitCodeOf } from "../../core/exit_code.ts";
import { dataDirectory } from "../data_dir.ts";
import { FETCH_HELP, parseFetchArguments } from "./fetch_arguments.ts";
import { fetchDatasets } from "./fetch_process.ts";

async function main(args: readonly string[]): Promise<number> {
  const { names, dataDir, mirror, quiet, help } = parseFetchArguments(args);
  if (help) {
    console.log(FETCH_HELP);
    return 0;
  }
  return await fetchDatasets(names, {
    dataDir: dataDirectory(dataDir),
    mirror: mirror ?? (Deno.env.get("GRADNOISE_DATA_MIRROR") || undefined),
    quiet,
  });
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
