import { subsets } from "../exact/draws.ts";
import { fewImages } from "../exact/few_images.ts";
import { gradientProbe } from "../exact/gradient_probe.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { meanVector, relativeDistance } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { GhostBatchesSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * The mean gradient of minibatches of g and of 2g examples, over every way to
 * draw them, with ghost batches of g. As relative distances: "split_error" the
 * largest of a batch's gradient from the mean of those of its ghost batches,
 * "size_difference" of the mean gradient at 2g from that at g, and
 * "ordinary_difference" the same for batches that are normalised as a whole.
 */
export function ghostBatchesRun({ sgd, mlp }: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, examples, hidden, ghostBatchSize } =
      settings as GhostBatchesSettings;
    const dataset = fewImages({ imageShape, classes, examples });
    const probeOf = (ghostBatchSize: number) =>
      gradientProbe(engine, {
        ...{ dataset, seed },
        model: mlp({
          ...{ inputShape: imageShape, hidden, classes, ghostBatchSize },
        }),
      });
    const ghost = probeOf(ghostBatchSize);
    const ordinary = probeOf(examples);
    const all = Array.from({ length: examples }, (_, index) => index);
    const small: Float32Array[] = [];
    const large: Float32Array[] = [];
    const splitErrors: number[] = [];
    for (const first of subsets(examples, ghostBatchSize)) {
      const second = all.filter((index) => !first.includes(index));
      const [a, b, both] = [
        await ghost.estimate(sgd(), Uint32Array.from(first)),
        await ghost.estimate(sgd(), Uint32Array.from(second)),
        await ghost.estimate(sgd(), Uint32Array.from([...first, ...second])),
      ];
      small.push(a);
      large.push(both);
      splitErrors.push(relativeDistance(both, meanVector([a, b])));
    }
    const whole = await ordinary.estimate(sgd(), Uint32Array.from(all));
    ghost.dispose();
    ordinary.dispose();
    return computed(inUnit("ratio", {
      split_error: Math.max(...splitErrors),
      size_difference: relativeDistance(meanVector(large), meanVector(small)),
      ordinary_difference: relativeDistance(whole, meanVector(small)),
    }));
  };
}
