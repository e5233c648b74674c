import * as tf from "@tensorflow/tfjs-core";
import type { EvaluationPointMethod } from "../../core/method.ts";
import {
  disposeTensors,
  mapTensors,
  type NamedTensors,
} from "../../core/tensors.ts";
import { vectorOf } from "../../training/probes/vectors.ts";

/** A point of a worker, all parameters in their order. */
export interface ObservedPoint {
  /** x, the parameters that it was made from. */
  readonly parameters: Float32Array;
  /** x_i, the worker's point. */
  readonly point: Float32Array;
  /** ω_i, of a method that is given one. */
  readonly deviation?: Float32Array;
}

/** A method that notes what it does. */
export interface ObservedPoints {
  /** Makes the same points; only in steps that are not compiled. */
  readonly method: EvaluationPointMethod;
  /** The points that were made, first to last; frees what it had noted. */
  taken(): Promise<ObservedPoint[]>;
}

/** `method` as it is used by a step, with a note of every point. */
export function observedPoints(method: EvaluationPointMethod): ObservedPoints {
  const notes: NamedTensors[][] = [];
  const kept = (tensors: NamedTensors) =>
    mapTensors(tensors, (tensor) => tf.keep(tf.clone(tensor)));
  return {
    method: {
      ...method,
      point: (parameters, inputs) => {
        const point = method.point(parameters, inputs);
        const { deviation } = inputs;
        notes.push(
          [parameters, point, ...(deviation ? [deviation] : [])].map(kept),
        );
        return point;
      },
    },
    taken: async () => {
      const points: ObservedPoint[] = [];
      for (const note of notes.splice(0)) {
        const [parameters, point, deviation] = await Promise.all(
          note.map(vectorOf),
        );
        points.push({
          ...{ parameters: parameters!, point: point! },
          ...(deviation === undefined ? {} : { deviation }),
        });
        note.forEach(disposeTensors);
      }
      return points;
    },
  };
}
