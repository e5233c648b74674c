import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { encodeTensorFile } from "../../core/tensor_file.ts";
import {
  type Checkpoint,
  CheckpointError,
  type CheckpointIdentity,
  decodeCheckpoint,
  encodeCheckpoint,
} from "./checkpoint.ts";
import { runIdentity } from "./run_identity.ts";
import { FINGERPRINT, trainingWith } from "../testing.ts";
import { bytesOf, checkpointWith } from "./testing.ts";

const IDENTITY: CheckpointIdentity = {
  ...runIdentity(trainingWith(), { seed: 3, engine: FINGERPRINT }),
  sources: "c0ffee",
};
const CHECKPOINT: Checkpoint = checkpointWith(7);
const BYTES = bytesOf(encodeCheckpoint(CHECKPOINT, IDENTITY));

/** What is said of a checkpoint that cannot be used. */
function refusal(
  bytes: Uint8Array,
  identity: CheckpointIdentity = IDENTITY,
): string {
  return assertThrows(
    () => decodeCheckpoint(bytes, identity),
    CheckpointError,
  ).message;
}

test("what was kept is read, to the bit", () => {
  assertEquals(decodeCheckpoint(BYTES, IDENTITY), CHECKPOINT);
  // Settings are the same in whatever order they stand.
  const settings = Object.fromEntries(
    Object.entries(IDENTITY.settings).toReversed(),
  ) as CheckpointIdentity["settings"];
  assertEquals(decodeCheckpoint(BYTES, { ...IDENTITY, settings }), CHECKPOINT);
});

test("a checkpoint of anything else is refused, and what differs is said", () => {
  const others: Partial<CheckpointIdentity> = {
    settings: trainingWith({ batchSize: 5 }),
    seed: 4,
    datasets: { synthetic: "00" },
    engine: { ...FINGERPRINT, backend: "0.0.1" },
    numerics: IDENTITY.numerics + 1,
    sources: "decaf",
  };
  assertEquals(
    Object.keys(others).toSorted(),
    Object.keys(IDENTITY).toSorted(),
  );
  for (const [part, other] of Object.entries(others)) {
    assertEquals(
      refusal(BYTES, { ...IDENTITY, [part]: other }),
      `is of other ${part}`,
    );
  }
  assertEquals(
    refusal(BYTES, { ...IDENTITY, ...others }),
    "is of other settings, seed, datasets, engine, numerics, sources",
  );
});

test("a damaged checkpoint is refused", () => {
  for (const at of [0, 8, 100, BYTES.length - 1]) {
    const damaged = Uint8Array.from(BYTES);
    damaged[at]! ^= 1;
    assertEquals(refusal(damaged).startsWith("is damaged: it "), true);
    assertEquals(
      refusal(BYTES.subarray(0, at)).startsWith("is damaged: it "),
      true,
    );
  }
});

test("a file of another form is refused", () => {
  const bytes = bytesOf(encodeTensorFile({
    metadata: { format: "gradnoise checkpoint", version: "2" },
    tensors: {},
  }));
  assertEquals(
    refusal(bytes),
    'is of format "gradnoise checkpoint", version 2; this program reads "gradnoise checkpoint", version 1',
  );
});
