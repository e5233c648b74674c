import { refuseUnknown } from "../../core/refuse_unknown.ts";
import { adam } from "./adam.ts";
import { type Applies, isKernel } from "./applies.ts";
import { classicalMomentum } from "./classical_momentum.ts";
import { gradientDescent } from "./gradient_descent.ts";
import { lars } from "./lars.ts";
import { momentum } from "./momentum.ts";
import { nesterov } from "./nesterov.ts";
import type { Optimizer } from "./optimizer.ts";
import { weightDecay } from "./weight_decay.ts";

/** An optimizer in JSON, complete: nothing is left to defaults. */
export type OptimizerSettings = UpdateRuleSettings & {
  /** Absent: weights do not decay, but for those of LARS. */
  readonly weightDecay?: {
    readonly rate: number;
    readonly parameters: ParameterGroup;
    readonly coupled: boolean;
  };
};

/** The optimizers without what composes with any of them. */
export type UpdateRuleSettings =
  | { readonly name: "gradient descent" }
  | {
    /** v ← m v + g outside, v ← m v - η g inside, and Nesterov's. */
    readonly name: "momentum" | "classical momentum" | "nesterov";
    readonly momentum: number;
  }
  | {
    readonly name: "adam";
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
  }
  | {
    readonly name: "lars";
    readonly coefficient: number;
    readonly decay: number;
    readonly momentum: number;
    readonly parameters: ParameterGroup;
  };

/** Parameters that something is done to. */
export type ParameterGroup = "all" | "kernels";

/**
 * The optimizer that settings describe.
 *
 * @throws {RangeError} as the optimizers' own functions, or if there is no
 * optimizer or group of parameters of that name.
 */
export function optimizerOf(settings: OptimizerSettings): Optimizer {
  const optimizer = updateRuleOf(settings);
  if (settings.weightDecay === undefined) return optimizer;
  const { parameters, ...options } = settings.weightDecay;
  return weightDecay(optimizer, { ...options, applies: groupOf(parameters) });
}

function updateRuleOf(settings: UpdateRuleSettings): Optimizer {
  switch (settings.name) {
    case "gradient descent":
      return gradientDescent();
    case "momentum":
      return momentum(settings);
    case "classical momentum":
      return classicalMomentum(settings);
    case "nesterov":
      return nesterov(settings);
    case "adam":
      return adam(settings);
    case "lars": {
      const { parameters, ...options } = settings;
      return lars({ ...options, applies: groupOf(parameters) });
    }
    default:
      return refuseUnknown("an optimizer", settings);
  }
}

function groupOf(parameters: ParameterGroup): Applies {
  return GROUPS[parameters] ??
    refuseUnknown("a group of parameters", parameters as never);
}

/** Tells whether a parameter is in a group. */
export const GROUPS: Readonly<Record<ParameterGroup, Applies>> = {
  all: () => true,
  kernels: isKernel,
};
