import { rootKey, split } from "../../core/key.ts";
import { countScalars, disposeTensors } from "../../core/tensors.ts";
import { loadDataset } from "../../datasets/mod.ts";
import { sgd } from "../../methods/sgd.ts";
import { f1 } from "../../models/mlp.ts";
import { gradientProbe } from "../exact/gradient_probe.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { combination, relativeDistance } from "../exact/vectors.ts";
import type { Executor } from "../executor.ts";
import { countMetric, type EquivalenceSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * What one step's gradient estimate of F1 equals, as ‖a - b‖ / ‖b‖:
 * "two_pass_difference" α ∇L_{B_t} + (1 - α) ∇L_{B'_t} from two passes,
 * "swapped_difference" the estimate at 1 - α with the minibatches swapped,
 * "plain_difference" for α = 1 that of plain SGD. Also F1's parameter counts.
 */
export function equivalenceRun(
  { noiseEnhancement, minibatchesOfEpoch }: ExactSubject,
): Executor {
  return async (settings, { engine, seed, dataDir }) => {
    const {
      datasets: [name],
      examples,
      width,
      batchSize,
      alpha,
      countedWidths,
    } = settings as EquivalenceSettings;
    const dataset = await loadDataset(name, { dataDir });
    const probe = gradientProbe(engine, {
      model: f1({ width }),
      dataset,
      seed,
    });
    const method = noiseEnhancement({ alpha });
    const [indices] = minibatchesOfEpoch(split(rootKey(seed), "shuffle"), {
      epoch: 0,
      examples,
      batchSize,
      method,
    });
    const first = indices!.slice(0, batchSize);
    const second = indices!.slice(batchSize);
    const onePass = await probe.estimate(method, indices!);
    const plain = await probe.estimate(sgd(), first);
    const twoPasses = combination(
      [alpha, plain],
      [1 - alpha, await probe.estimate(sgd(), second)],
    );
    const mirrored = await probe.estimate(
      noiseEnhancement({ alpha: 1 - alpha }),
      Uint32Array.from([...second, ...first]),
    );
    const unenhanced = await probe.estimate(
      noiseEnhancement({ alpha: 1 }),
      first,
    );
    probe.dispose();
    return computed({
      ...inUnit("ratio", {
        two_pass_difference: relativeDistance(onePass, twoPasses),
        swapped_difference: relativeDistance(mirrored, onePass),
        plain_difference: relativeDistance(unenhanced, plain),
      }),
      ...inUnit(
        "parameters",
        Object.fromEntries(countedWidths.map((width) => [
          countMetric(width),
          countInitialised(width),
        ])),
      ),
    });
  };
}

/** Number of scalars in F1's parameters. */
function countInitialised(width: number): number {
  const parameters = f1({ width }).init(rootKey(0));
  const count = countScalars(parameters);
  disposeTensors(parameters);
  return count;
}
