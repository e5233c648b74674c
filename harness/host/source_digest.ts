import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folders whose code decides the numbers of a run. */
const FOLDERS = [
  "core",
  "datasets",
  "engines",
  "methods",
  "models",
  "suites",
  "training",
];

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const DIGEST_LENGTH = 16;

/** Identifies the code that runs are done with, tests left out. */
export function sourceDigest({ project = PROJECT } = {}): string {
  const hash = createHash("sha256");
  for (const folder of FOLDERS) {
    for (const path of sources(join(project, folder))) {
      hash.update(path.slice(project.length)).update("\n");
      hash.update(Deno.readFileSync(path));
    }
  }
  return hash.digest("hex").slice(0, DIGEST_LENGTH);
}

function sources(folder: string): string[] {
  return [...Deno.readDirSync(folder)]
    .toSorted((a, b) => a.name < b.name ? -1 : 1)
    .flatMap(({ name, isDirectory }) => {
      const path = join(folder, name);
      if (isDirectory) return sources(path);
      return name.endsWith(".ts") && !name.endsWith("_test.ts") ? [path] : [];
    });
}
