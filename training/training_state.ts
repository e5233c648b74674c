/**
 * The state of a training between two updates, on the engine and away from it.
 * Keys are functions of the seed and the step, so there is nothing else.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../core/key.ts";
import type { Model } from "../core/model.ts";
import type { HostTensor, HostValues } from "../core/tensor_file.ts";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import type { Link } from "./hash_chain.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";

/** What of a state is numbers and texts, as JSON has them. */
export interface TrainingCounters {
  /** Updates made. */
  steps: number;
  /** Per-example gradients evaluated. */
  gradientEvaluations: number;
  /** "not converged" also as long as it goes on. */
  status: "converged" | "not converged" | "diverged";
  /**
   * At divergence: the first update with a non-finite loss, or the epoch's last
   * if only the training loss after it is not finite.
   */
  divergedAt?: number;
  /** The parameters' bits along the way. */
  links: Link[];
  /** The losses' bits up to the epoch under way. */
  trace: string;
  /** The last epoch after which everything due was measured; -1 for none. */
  measuredEpoch: number;
}

/** How a training stands. */
export interface TrainingState extends TrainingCounters {
  /** What is trained. */
  parameters: NamedTensors;
  /** The optimizer's state. */
  optimizer: NamedTensors;
  /** What the noise method keeps from one step to the next. */
  method: NamedTensors;
  /** What evaluation normalises with. */
  statistics: NamedTensors;
  /** Weighted loss of each update of the epoch under way, in nats. */
  stepLosses: tf.Scalar[];
  /** Training loss at the end of each epoch, in nats. */
  epochLosses: number[];
  /** The lowest of them. */
  lowestTrainingLoss: number;
  /** Weighted loss of the first updates, in nats. */
  firstLosses: number[];
  /** What was measured along the way, by name. */
  measured: Record<string, number[]>;
}

/** A {@linkcode TrainingState} away from the engine, to the bit. */
export interface TrainingSnapshot {
  /** What is no tensor. */
  readonly counters: Readonly<TrainingCounters>;
  /** Tensors under names such as "parameters/dense_1/kernel". */
  readonly tensors: Readonly<Record<string, HostTensor>>;
}

/** What a state begins with. */
export interface TrainingStart {
  /** The network. */
  model: Model;
  /** What makes an update of a gradient estimate. */
  optimizer: Optimizer;
  /** Seed of the run. */
  seed: number;
}

/** The parts of a state that are tensors by name. */
const GROUPS = ["parameters", "optimizer", "method", "statistics"] as const;

/** Those whose tensors model and optimizer decide. */
const CHECKED = ["parameters", "optimizer", "statistics"] as const;
const STEP_LOSSES = "losses/steps";
const EPOCH_LOSSES = "losses/epochs";
const FIRST_LOSSES = "losses/first";
const MEASURED = "measured/";

/** The state before the first update; {@linkcode disposeState} frees it. */
export function initialState(
  { model, optimizer, seed }: TrainingStart,
): TrainingState {
  const parameters = model.init(split(rootKey(seed), "init"));
  return {
    parameters,
    optimizer: optimizer.init(parameters),
    method: {},
    statistics: model.initStatistics(),
    ...{ stepLosses: [], epochLosses: [], firstLosses: [] },
    ...{ lowestTrainingLoss: Infinity, steps: 0, gradientEvaluations: 0 },
    ...{ status: "not converged", links: [], trace: "" },
    ...{ measured: {}, measuredEpoch: -1 },
  };
}

/** Frees the tensors of a state. */
export function disposeState(state: TrainingState): void {
  for (const group of GROUPS) disposeTensors(state[group]);
  tf.dispose(state.stepLosses);
}

/** The state away from the engine; it stays as it is. */
export async function snapshotOf(
  state: TrainingState,
): Promise<TrainingSnapshot> {
  const { steps, gradientEvaluations, status, divergedAt } = state;
  const tensors = await Promise.all(
    GROUPS.flatMap((group) =>
      Object.entries(state[group]).map(async ([name, tensor]) => {
        const { shape } = tensor;
        const values = await tensor.data() as HostValues;
        return [`${group}/${name}`, { shape, values }] as const;
      })
    ),
  );
  const numbers = (values: HostValues) => ({ shape: [values.length], values });
  return {
    counters: {
      ...{ steps, gradientEvaluations, status, trace: state.trace },
      ...(divergedAt === undefined ? {} : { divergedAt }),
      links: [...state.links],
      measuredEpoch: state.measuredEpoch,
    },
    tensors: {
      ...Object.fromEntries(tensors),
      [STEP_LOSSES]: numbers(await readScalars(state.stepLosses)),
      [EPOCH_LOSSES]: numbers(Float64Array.from(state.epochLosses)),
      [FIRST_LOSSES]: numbers(Float64Array.from(state.firstLosses)),
      ...Object.fromEntries(
        Object.entries(state.measured).map(([name, values]) => [
          `${MEASURED}${name}`,
          numbers(Float64Array.from(values)),
        ]),
      ),
    },
  };
}

/**
 * The state that a snapshot was taken of; {@linkcode disposeState} frees it.
 *
 * @throws {RangeError} if the snapshot is not one of a training of this model
 * with this optimizer.
 */
export function restoredState(
  { counters, tensors }: TrainingSnapshot,
  start: TrainingStart,
): TrainingState {
  checkShapes(tensors, start);
  const group = (group: typeof GROUPS[number]) =>
    Object.fromEntries(
      Object.entries(tensors)
        .filter(([name]) => name.startsWith(`${group}/`))
        .map(([name, host]) => [name.slice(group.length + 1), tensorOf(host)]),
    );
  const epochLosses = [...tensors[EPOCH_LOSSES]!.values];
  return {
    ...counters,
    links: [...counters.links],
    parameters: group("parameters"),
    optimizer: group("optimizer"),
    method: group("method"),
    statistics: group("statistics"),
    stepLosses: Array.from(
      tensors[STEP_LOSSES]!.values,
      (loss) => tf.scalar(loss),
    ),
    epochLosses,
    lowestTrainingLoss: epochLosses.reduce(
      (lowest, loss) => Math.min(lowest, loss),
      Infinity,
    ),
    firstLosses: [...tensors[FIRST_LOSSES]!.values],
    measured: Object.fromEntries(
      Object.entries(tensors)
        .filter(([name]) => name.startsWith(MEASURED))
        .map((
          [name, { values }],
        ) => [name.slice(MEASURED.length), [...values]]),
    ),
  };
}

/** The values of scalars, in order. */
export async function readScalars(
  scalars: readonly tf.Scalar[],
): Promise<Float32Array> {
  if (scalars.length === 0) return new Float32Array();
  const stacked = tf.stack([...scalars]);
  const values = await stacked.data<"float32">();
  stacked.dispose();
  return values;
}

function tensorOf({ shape, values }: HostTensor): tf.Tensor {
  const dtype = values instanceof Int32Array
    ? "int32"
    : values instanceof Uint8Array
    ? "bool"
    : "float32";
  return tf.tensor(values as Float32Array, [...shape], dtype);
}

function checkShapes(
  tensors: TrainingSnapshot["tensors"],
  start: TrainingStart,
): void {
  const fresh = initialState(start);
  const expected = CHECKED.flatMap((group) =>
    Object.entries(fresh[group]).map(([name, { shape }]) =>
      `${group}/${name} [${shape}]`
    )
  );
  disposeState(fresh);
  const found = Object.entries(tensors)
    .filter(([name]) => CHECKED.some((group) => name.startsWith(`${group}/`)))
    .map(([name, { shape }]) => `${name} [${shape}]`);
  const missing = expected.find((tensor) => !found.includes(tensor));
  const further = found.find((tensor) => !expected.includes(tensor));
  if (missing !== undefined || further !== undefined) {
    throw new RangeError(
      `Cannot go on with a training of ${start.model.name}: the snapshot has ${
        missing === undefined
          ? `a tensor ${further} of another model or optimizer`
          : `no tensor ${missing}`
      }`,
    );
  }
}
