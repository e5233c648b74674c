import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folders whose code decides the numbers of a run, unless it is for tests. */
const SOURCE_FOLDERS = [
  "core",
  "datasets",
  "engines",
  "methods",
  "models",
  "suites",
  "training",
];

/** The papers' own numbers, which some runs read. */
const TABLES = "golden/paper";
/** Pins the packages that the code calls. */
const LOCK = "deno.lock";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const DIGEST_LENGTH = 16;

/**
 * Identifies the code that runs are done with, the papers' tables that it reads
 * and the versions of its packages. What is for tests is left out: files named
 * `*_test.ts` or `testing*.ts`, and folders named `testdata`.
 */
export function sourceDigest({ project = PROJECT } = {}): string {
  const hash = createHash("sha256");
  const paths = [
    ...SOURCE_FOLDERS.flatMap((folder) =>
      sources(join(project, folder), { ending: ".ts" })
    ),
    ...sources(join(project, TABLES), { ending: ".csv" }),
  ];
  for (const path of [...paths, join(project, LOCK)]) {
    hash.update(path.slice(project.length)).update("\n");
    hash.update(Deno.readFileSync(path));
  }
  return hash.digest("hex").slice(0, DIGEST_LENGTH);
}

function sources(
  folder: string,
  { ending }: { ending: string },
): string[] {
  return [...Deno.readDirSync(folder)]
    .toSorted((a, b) => a.name < b.name ? -1 : 1)
    .flatMap(({ name, isDirectory }) => {
      const path = join(folder, name);
      if (isDirectory) {
        return name === "testdata" ? [] : sources(path, { ending });
      }
      return name.endsWith(ending) && !isForTests(name) ? [path] : [];
    });
}

function isForTests(name: string): boolean {
  return name.endsWith("_test.ts") || name.startsWith("testing");
}
