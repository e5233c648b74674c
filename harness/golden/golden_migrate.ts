import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { ENGINE_NAMES } from "../../engines/engine.ts";
import { TIERS } from "../../suites/suite.ts";
import {
  GOLDEN_FOLDER,
  goldenPath,
  goldenText,
  readGolden,
  writeGolden,
} from "./golden_file.ts";
import type { GoldenName } from "./golden_form.ts";

/**
 * Writes every golden file that has not the present form in it, with the
 * numbers that it has. Returns the paths of those.
 *
 * @throws {UsageError} if a file there is no golden file; nothing is written
 * then.
 */
export async function migrateGolden(
  { folder = GOLDEN_FOLDER }: { folder?: string } = {},
): Promise<string[]> {
  const recorded = join(folder, "recorded");
  const names = [...Deno.readDirSync(recorded)].map(({ name }) => name)
    .toSorted();
  const goldens = await Promise.all(
    names.map(async (file) => {
      const path = join(recorded, file);
      const golden = await readGolden(nameIn(path, file), { folder });
      return { golden: golden!, text: await Deno.readTextFile(path) };
    }),
  );
  const written: string[] = [];
  for (const { golden, text } of goldens) {
    if (text === goldenText(golden)) continue;
    written.push(await writeGolden(golden, { folder }));
  }
  return written;
}

/** What a golden file's name says that it holds. */
function nameIn(path: string, file: string): GoldenName {
  const [suite = "", tierPart, enginePart] = file.split(".");
  const tier = TIERS.find((tier) => tier === tierPart);
  const engine = ENGINE_NAMES.find((engine) => engine === enginePart);
  if (tier !== undefined && engine !== undefined) {
    const name = { suite, tier, engine };
    if (join("recorded", file) === goldenPath(name)) return name;
  }
  throw new UsageError(
    `Cannot migrate ${path}: its name is not SUITE.TIER.ENGINE.json; move it away`,
  );
}
