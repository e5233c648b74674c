import * as tf from "@tensorflow/tfjs-core";
import {
  disposeTensors,
  mapTensors,
  type NamedTensors,
  tensorNamed,
} from "../../core/tensors.ts";
import { norm, plus, vectorOf } from "./vectors.ts";

/** Smallest and largest of some numbers. */
export interface Extremes {
  /** The smallest. */
  smallest: number;
  /** The largest. */
  largest: number;
}

/** How smooth a loss is along one update. */
export interface Smoothness {
  /** Loss stability: the losses along the way, in the loss's unit. */
  loss: Extremes;
  /** Gradient predictiveness: ‖g(x_s) - g(x_0)‖ along the way. */
  gradientChange: Extremes;
  /**
   * Effective β-smoothness: the largest ‖g(x_s) - g(x_0)‖ / ‖x_s - x_0‖; NaN
   * where nothing moves, at a learning rate or a gradient of 0.
   */
  beta: number;
}

/** Loss and gradient at some parameters; the caller owns both. */
export type LossAndGradient = (
  parameters: NamedTensors,
) => { loss: tf.Scalar; gradient: NamedTensors };

const STEP_LENGTHS = 8;

/**
 * Smoothness of a loss along its negative gradient: at x_s = x_0 - s g(x_0)
 * for eight s, evenly spaced from η/2 to 2η.
 *
 * For a method with workers `f` is its gradient estimate with the noise of one
 * step held fixed: the same key, learning rate and state.
 *
 * Source: "Gradient Noise Convolution", appendix A.6, after Santurkar et al.,
 * "How does batch normalization help optimization?" (2018).
 */
export async function smoothness(
  f: LossAndGradient,
  { parameters, learningRate }: {
    parameters: NamedTensors;
    learningRate: number;
  },
): Promise<Smoothness> {
  const start = f(parameters);
  const g0 = await vectorOf(start.gradient);
  const losses: number[] = [];
  const changes: number[] = [];
  const betas: number[] = [];
  for (let i = 0; i < STEP_LENGTHS; i++) {
    const s = learningRate * (0.5 + 1.5 * i / (STEP_LENGTHS - 1));
    const x = tf.tidy(() =>
      mapTensors(
        parameters,
        (w, name) => tf.sub(w, tf.mul(s, tensorNamed(start.gradient, name))),
      )
    );
    const { loss, gradient } = f(x);
    const change = norm(plus(await vectorOf(gradient), -1, g0));
    losses.push((await loss.data())[0]!);
    changes.push(change);
    betas.push(change / (s * norm(g0)));
    for (const old of [x, gradient, { loss }]) disposeTensors(old);
  }
  disposeTensors({ ...start.gradient, loss: start.loss });
  return {
    loss: extremesOf(losses),
    gradientChange: extremesOf(changes),
    beta: Math.max(...betas),
  };
}

function extremesOf(values: readonly number[]): Extremes {
  return { smallest: Math.min(...values), largest: Math.max(...values) };
}
