import { createHash } from "node:crypto";
import type { NamedTensors } from "../core/tensors.ts";

/** The bits of all parameters after a step, in short. */
export interface Link {
  /** Updates made before it was taken. */
  step: number;
  /** Hash of this link's tensors and of the link before it. */
  chain: string;
  /** Hash of each tensor, by name. */
  tensors: Readonly<Record<string, string>>;
}

const HASH_LENGTH = 16;
const TENSOR_HASH_LENGTH = 8;

/** Whether a link is taken after `step`: at 0, 1, 2, 4, 8, …. */
export function isLinkStep(step: number): boolean {
  return (step & (step - 1)) === 0;
}

/**
 * The next link of a chain: two runs agree in every bit of every link so far
 * if and only if (up to collisions) their last chain hashes are equal.
 */
export async function nextLink(
  tensors: NamedTensors,
  { step, previous }: { step: number; previous: Link | undefined },
): Promise<Link> {
  const chain = createHash("sha256").update(previous?.chain ?? "");
  const hashes: Record<string, string> = {};
  const named = await Promise.all(
    Object.entries(tensors).map(async ([name, tensor]) =>
      [name, await tensor.data()] as const
    ),
  );
  for (const [name, values] of named) {
    const bytes = new Uint8Array(
      values.buffer,
      values.byteOffset,
      values.byteLength,
    );
    const hash = createHash("sha256").update(bytes).digest("hex");
    hashes[name] = hash.slice(0, TENSOR_HASH_LENGTH);
    chain.update(name).update(hash);
  }
  return {
    step,
    chain: chain.digest("hex").slice(0, HASH_LENGTH),
    tensors: hashes,
  };
}
