/**
 * The state of a run that is under way, in a file that says whose it is.
 *
 * @module
 */
import {
  decodeTensorFile,
  encodeTensorFile,
  TensorFileError,
} from "../../core/tensor_file.ts";
import type { TrainingSnapshot } from "../../suites/executor.ts";
import type { Json } from "../../suites/suite.ts";
import { canonical, type RunIdentity } from "./run_identity.ts";

/** Version of the files' form. */
const CHECKPOINT_VERSION = 1;
const FORMAT = "gradnoise checkpoint";

/** A run that is under way. */
export interface Checkpoint {
  readonly snapshot: TrainingSnapshot;
  /** Wall-clock time it has taken so far. */
  readonly seconds: number;
}

/** What decides the bits of what is left of a run. */
export interface CheckpointIdentity extends RunIdentity {
  /** Identifies the code, of which a run is never done with two. */
  readonly sources: string;
}

/** Why a file is not the checkpoint that was looked for. */
export class CheckpointError extends Error {
  override name = "CheckpointError";
}

/** The bytes of a checkpoint's file, in parts. */
export function encodeCheckpoint(
  { snapshot: { counters, tensors }, seconds }: Checkpoint,
  identity: CheckpointIdentity,
): Uint8Array[] {
  return encodeTensorFile({
    metadata: {
      format: FORMAT,
      version: String(CHECKPOINT_VERSION),
      identity: canonical(identity as unknown as Json),
      seconds: String(seconds),
      counters: JSON.stringify(counters),
    },
    tensors,
  });
}

/**
 * The checkpoint in a file's bytes.
 *
 * @throws {CheckpointError} if they are damaged, are not of this version of the
 * form, or belong to something else than `identity`.
 */
export function decodeCheckpoint(
  bytes: Uint8Array,
  identity: CheckpointIdentity,
): Checkpoint {
  const { metadata, tensors } = fileOf(bytes);
  const { format, version } = metadata;
  if (format !== FORMAT || version !== String(CHECKPOINT_VERSION)) {
    throw new CheckpointError(
      `is of format "${format}", version ${version}; this program reads "${FORMAT}", version ${CHECKPOINT_VERSION}`,
    );
  }
  const found = JSON.parse(metadata.identity!) as Record<string, Json>;
  const expected = { ...identity } as unknown as Record<string, Json>;
  const differing = Object.keys(expected).filter((part) =>
    canonical(found[part] ?? null) !== canonical(expected[part]!)
  );
  if (differing.length > 0) {
    throw new CheckpointError(`is of other ${differing.join(", ")}`);
  }
  return {
    snapshot: { counters: JSON.parse(metadata.counters!), tensors },
    seconds: Number(metadata.seconds),
  };
}

function fileOf(bytes: Uint8Array) {
  try {
    return decodeTensorFile(bytes);
  } catch (error) {
    if (!(error instanceof TensorFileError)) throw error;
    throw new CheckpointError(`is damaged: it ${error.message}`);
  }
}
