import type { Initialiser } from "./initialiser.ts";
import { conv2d } from "./layers/conv2d.ts";
import { ghostBatchNorm } from "./layers/ghost_batch_norm.ts";
import type { LayerFor } from "./layers/layer.ts";
import { maxPool } from "./layers/max_pool.ts";
import { relu } from "./layers/relu.ts";
import { sequence } from "./layers/sequence.ts";

/** Sizes of a stack. */
export interface ConvStackOptions {
  /** How many convolutions. */
  convolutions: number;
  /** Filters of each of them. */
  filters: number;
  /** Examples that are normalised together. */
  ghostBatchSize: number;
  /** How kernels start. */
  kernel: Initialiser;
}

/**
 * 3×3 convolutions "name/conv_i", each with a bias, ghost batch normalisation
 * "name/norm_i" and ReLU; then a max-pool of 2.
 */
export function convStack(
  name: string,
  { convolutions, filters, ghostBatchSize, kernel }: ConvStackOptions,
): LayerFor {
  const numbers = Array.from({ length: convolutions }, (_, i) => i + 1);
  return sequence([
    ...numbers.flatMap((i) => [
      conv2d(`${name}/conv_${i}`, { filters, kernel }),
      ghostBatchNorm(`${name}/norm_${i}`, { ghostBatchSize }),
      relu(),
    ]),
    maxPool(2),
  ]);
}
