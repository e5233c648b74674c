import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { rootKey } from "../../core/key.ts";
import {
  type Blow,
  disturb,
  type Disturbed,
  finish,
  type SuiteOptions,
} from "./disturbance.ts";
import { namesIn } from "../records/names_in.ts";
import { withFolder } from "../testing.ts";

const BLOWS: readonly Blow[] = [
  { signal: "SIGKILL", to: "call" },
  { signal: "SIGKILL", to: "worker" },
  { signal: "SIGINT", to: "call" },
  { signal: "SIGINT", to: "worker" },
  { signal: "SIGTERM", to: "worker" },
];

/** Longest time between two blows; less where a machine is too fast for it. */
const SECONDS = [4, 1, 0.25, 0];

/** Disturbs the suite more than once, in a new folder below `parent`. */
async function disturbedIn(
  parent: string,
  suite: Omit<SuiteOptions, "results">,
): Promise<Disturbed & { results: string }> {
  for (const seconds of SECONDS) {
    const results = join(parent, `blows within ${seconds} s`);
    const disturbed = await disturb({
      ...{ ...suite, results, times: 10, blows: BLOWS },
      ...{ seconds, key: rootKey(0) },
    });
    if (disturbed.blows > 1) return { ...disturbed, results };
  }
  throw new Error("Cannot disturb the suite: it ends at once");
}

for (const engine of ["wasm", "tensorflow"] as const) {
  test(`disturbed calls end with the same bits, ${engine}`, async () => {
    await withFolder(async (folder) => {
      const suite = { engine, epochs: 20 };
      const undisturbed = join(folder, "undisturbed");
      const { said, results: disturbed } = await disturbedIn(folder, suite);
      assertEquals(
        await finish({ ...suite, results: disturbed }),
        await finish({ ...suite, results: undisturbed }),
      );
      const names = (name: string) => namesIn(join(disturbed, name));
      assertEquals(await names("checkpoints"), []);
      assertEquals(
        (await names("runs")).filter((name) => /damaged/.test(name)),
        [],
      );
      assertEquals(said.match(/.*anew.*|.*damaged.*/g), null);
    });
  });
}
