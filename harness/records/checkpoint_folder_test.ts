import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { CheckpointError } from "./checkpoint.ts";
import { checkpointFile, removeCheckpoints } from "./checkpoint_folder.ts";
import { runIdentity } from "./run_identity.ts";
import { FINGERPRINT, trainingWith, withFolder } from "../testing.ts";
import { checkpointWith } from "./testing.ts";

const RUN = "0123456789abcdef";
const identity = {
  ...runIdentity(trainingWith(), { seed: 3, engine: FINGERPRINT }),
  sources: "c0ffee",
};

function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).toSorted();
}

test("the last checkpoint is read, and there is nothing else", async () => {
  await withFolder(async (path) => {
    const folder = join(path, "a, b", "checkpoints");
    const file = checkpointFile(folder, { run: RUN, identity });
    assertEquals(await file.read(), undefined);
    await file.write(checkpointWith(1));
    await file.write(checkpointWith(2));
    assertEquals(await file.read(), checkpointWith(2));
    assertEquals(namesIn(folder), [`${RUN}.safetensors`]);
    const other = { run: RUN, identity: { ...identity, seed: 4 } };
    await assertRejects(
      () => checkpointFile(folder, other).read(),
      CheckpointError,
      "is of other seed",
    );
  });
});

test("what a killed process had begun to write is cleared away", async () => {
  await withFolder(async (folder) => {
    const begun = `.writing-${RUN}.safetensors-1`;
    const others = `.writing-ff.safetensors-1`;
    for (const name of [begun, others]) {
      await Deno.writeTextFile(join(folder, name), "half");
    }
    const file = checkpointFile(folder, { run: RUN, identity });
    assertEquals(await file.read(), undefined);
    await file.write(checkpointWith(1));
    assertEquals(namesIn(folder), [others, `${RUN}.safetensors`]);
  });
});

test("finished runs lose their checkpoints, and nobody else", async () => {
  await withFolder(async (folder) => {
    const kept = ["ff.safetensors", ".writing-ff.safetensors-1", "notes.txt"];
    const gone = [`${RUN}.safetensors`, `.writing-${RUN}.safetensors-1`];
    for (const name of [...kept, ...gone]) {
      await Deno.writeTextFile(join(folder, name), "");
    }
    await removeCheckpoints(folder, (run) => run === RUN);
    assertEquals(namesIn(folder), kept.toSorted());
    await removeCheckpoints(join(folder, "missing"), () => true);
  });
});
