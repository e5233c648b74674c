/** How far a training has come; what a learning rate may depend on. */
export interface Progress {
  /** Updates made so far. */
  readonly step: number;
  /**
   * Passes over the training set, or epochs of {@linkcode FreshSubsets}, made so
   * far; with fractions inside one.
   */
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
