import type { Dataset } from "../core/dataset.ts";
import type { Key } from "../core/key.ts";
import type { NamedTensors } from "../core/tensors.ts";
import type { Augmentation } from "./augmentation/augmentation.ts";
import type { PixelTables } from "./augmentation/pixel_tables.ts";
import type { TrainingStep } from "./step.ts";

/** How a training stands between two updates; all of it stays the training's. */
export interface Moment {
  /** Epochs finished; 0 before the first update. */
  readonly epoch: number;
  /** Updates made. */
  readonly steps: number;
  /** What is trained. */
  readonly parameters: NamedTensors;
  /** What evaluation normalises with. */
  readonly statistics: NamedTensors;
  /** What the noise method keeps from one step to the next. */
  readonly methodState: NamedTensors;
  /** The step of the last update; before the first, that of the first. */
  readonly step: TrainingStep;
  /** The learning rate of the next update. */
  readonly learningRate: number;
  /** The data set that is trained on. */
  readonly dataset: Dataset;
  /** What each pixel becomes; itself divided by 255 if absent. */
  readonly tables?: PixelTables | undefined;
  /** What else is done with the images that the training draws. */
  readonly augmentation?: Augmentation | undefined;
  /** Examples in one minibatch. */
  readonly batchSize: number;
  /** Most examples in one pass. */
  readonly microbatch: number;
  /** A key of this moment's own, from which nothing else draws. */
  readonly key: Key;
}

/** What is measured under a name: a number, or several at a time. */
export type Measured = number | readonly number[];

/** Something that is measured along a training and changes nothing of it. */
export interface TrainingMeasurement<M extends Measured = number> {
  /**
   * Whether it is taken after so many epochs; 0 is before the first update.
   *
   * @param ended Whether the training has ended with this epoch.
   */
  isDue(epoch: number, ended: boolean): boolean;
  /**
   * Whether it is taken after so many updates, at least 1. Absent: never. The
   * moment's statistics are those of the last epoch's end; moving averages are
   * those after this update.
   */
  isDueAfterUpdate?(step: number): boolean;
  /**
   * Numbers by name, the same names each time. They are all that is kept of a
   * moment when the training is stopped and gone on with.
   */
  measure(moment: Moment): Promise<Readonly<Record<string, M>>>;
}
