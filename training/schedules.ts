/** How far a training has come; what a learning rate may depend on. */
export interface Progress {
  /** Updates made so far. */
  readonly step: number;
  /** Full passes over the training set made so far. */
  readonly epoch: number;
  /** Lowest training loss at the end of any epoch so far, in nats. */
  readonly lowestTrainingLoss: number;
}

/** A learning-rate schedule: a pure function of the progress. */
export interface Schedule {
  /** The field's name, with its numbers. */
  readonly name: string;
  /** The learning rate of the next update. */
  learningRate(progress: Progress): number;
}

/**
 * The same learning rate for every update.
 *
 * @throws {RangeError} unless `learningRate` is positive and finite.
 */
export function constant(learningRate: number): Schedule {
  checkLearningRate(learningRate);
  return {
    name: `constant ${learningRate}`,
    learningRate: () => learningRate,
  };
}

/**
 * `learningRate`, halved once the training loss has reached `loss` (nats).
 *
 * @throws {RangeError} unless both are positive and finite.
 *
 * Source: "Improved generalization by noise enhancement", section 3, L*.
 */
export function halveAtLoss(
  learningRate: number,
  { loss }: { loss: number },
): Schedule {
  checkLearningRate(learningRate);
  if (!(loss > 0 && Number.isFinite(loss))) {
    throw new RangeError(
      `Cannot halve the learning rate: loss must be positive, current value ${loss}`,
    );
  }
  return {
    name: `${learningRate}, halved at training loss ${loss}`,
    learningRate: ({ lowestTrainingLoss }) =>
      lowestTrainingLoss <= loss ? learningRate / 2 : learningRate,
  };
}

function checkLearningRate(learningRate: number): void {
  if (!(learningRate > 0 && Number.isFinite(learningRate))) {
    throw new RangeError(
      `Cannot make a schedule: learning rate must be positive, current value ${learningRate}`,
    );
  }
}
