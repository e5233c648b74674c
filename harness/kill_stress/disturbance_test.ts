import { assertEquals, assertGreater } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { rootKey } from "../../core/key.ts";
import { type Blow, disturb, finish } from "./disturbance.ts";
import { namesIn } from "../records/names_in.ts";
import { withFolder } from "../testing.ts";

const BLOWS: readonly Blow[] = [
  { signal: "SIGKILL", to: "call" },
  { signal: "SIGKILL", to: "worker" },
  { signal: "SIGINT", to: "call" },
  { signal: "SIGINT", to: "worker" },
  { signal: "SIGTERM", to: "worker" },
];

for (const engine of ["wasm", "tensorflow"] as const) {
  test(`disturbed calls end with the same bits, ${engine}`, async () => {
    await withFolder(async (folder) => {
      const suite = { engine, epochs: 20 };
      const disturbed = join(folder, "disturbed");
      const undisturbed = join(folder, "undisturbed");
      const { blows, said } = await disturb({
        ...{ ...suite, results: disturbed, times: 10, blows: BLOWS },
        ...{ seconds: 4, key: rootKey(0) },
      });
      assertGreater(blows, 1, said);
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
