/** Temperatures beyond these say that there is no best one. */
const RANGE = { lowest: 1e-3, highest: 1e3 } as const;
/** Halvings of the range of log T, to 1e-9 of T. */
const HALVINGS = 34;

/**
 * The temperature T from 0.001 to 1000 with the least mean cross-entropy of
 * softmax(z / T), z being logits `[count, classes]` row-major. The loss is
 * convex in 1 / T, whose slope ⟨Σ_c p_c z_c - z_label⟩ is 0 there.
 *
 * Source: Guo et al., "On calibration of modern neural networks" (2017),
 * section 4.2.
 */
export function calibrationTemperature(
  logits: Float32Array,
  { labels, classes }: { labels: ArrayLike<number>; classes: number },
): number {
  let [low, high] = [Math.log(RANGE.lowest), Math.log(RANGE.highest)];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    const slope = slopeAt(Math.exp(-middle), { logits, labels, classes });
    // Where the loss does not rise with 1 / T, T is too high; a slope of 0 is
    // one that underflowed, of examples that are all classified rightly.
    if (slope <= 0) high = middle;
    else low = middle;
  }
  return Math.exp((low + high) / 2);
}

/** The derivative of the summed cross-entropy by 1 / T, at 1 / T. */
function slopeAt(
  inverse: number,
  { logits, labels, classes }: {
    logits: Float32Array;
    labels: ArrayLike<number>;
    classes: number;
  },
): number {
  let slope = 0;
  for (let i = 0; i < labels.length; i++) {
    const from = i * classes;
    const row = logits.subarray(from, from + classes);
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
    let [sum, weighted] = [0, 0];
    for (const z of row) {
      const p = Math.exp(inverse * (z - largest));
      sum += p;
      weighted += p * z;
    }
    slope += weighted / sum - row[labels[i]!]!;
  }
  return slope;
}
