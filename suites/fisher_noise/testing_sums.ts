/**
 * Weighted sums over examples, number by number, that statistics of gradients
 * are compared with.
 *
 * @module
 */
import type { Numbers } from "../../core/testing.ts";

/** Σ w_i v_i of what each example has. */
export function sumOf(
  each: readonly Numbers[],
  weights: readonly number[],
): Numbers {
  return Object.fromEntries(
    Object.keys(each[0]!).map((name) => [
      name,
      Array.from(
        each[0]![name]!,
        (_, i) =>
          weights.reduce(
            (sum, weight, e) => sum + weight * each[e]![name]![i]!,
            0,
          ),
      ),
    ]),
  );
}

/** Σ w_i² v_i² / Σ w_i² of what each example has. */
export function squaresOf(
  each: readonly Numbers[],
  weights: readonly number[],
): Numbers {
  const squares = each.map((own) =>
    Object.fromEntries(
      Object.entries(own)
        .map(([name, numbers]) => [name, numbers.map((n) => n ** 2)]),
    )
  );
  const all = weights.reduce((sum, weight) => sum + weight ** 2, 0);
  return sumOf(squares, weights.map((weight) => weight ** 2 / all));
}
