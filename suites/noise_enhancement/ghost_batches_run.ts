import { mlp } from "../../models/mlp.ts";
import { sgd } from "../../methods/sgd.ts";
import { fewImages } from "../exact/few_images.ts";
import { gradientProbe } from "../exact/gradient_probe.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { combination, relativeDistance } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import type { GhostBatchesSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * One step's gradient estimate of a network that normalises in ghost batches,
 * which do not fill a minibatch: "two_pass_difference" ‖a - b‖ / ‖b‖ from
 * b = α ∇L_{B_t} + (1 - α) ∇L_{B'_t} of two passes, each of which has ghost
 * batches of its own.
 */
export function ghostBatchesRun({ noiseEnhancement }: ExactSubject): Executor {
  return async (settings, { engine, seed }) => {
    const { imageShape, classes, examples, hidden, ghostBatchSize, alpha } =
      settings as GhostBatchesSettings;
    const probe = gradientProbe(engine, {
      dataset: fewImages({ imageShape, classes, examples }),
      model: mlp({
        ...{ inputShape: imageShape, hidden, classes, ghostBatchSize },
      }),
      seed,
    });
    const both = Uint32Array.from({ length: examples }, (_, index) => index);
    const [first, second] = [
      await probe.estimate(sgd(), both.slice(0, examples / 2)),
      await probe.estimate(sgd(), both.slice(examples / 2)),
    ];
    const onePass = await probe.estimate(noiseEnhancement({ alpha }), both);
    probe.dispose();
    return computed(inUnit("ratio", {
      two_pass_difference: relativeDistance(
        onePass,
        combination([alpha, first], [1 - alpha, second]),
      ),
    }));
  };
}
