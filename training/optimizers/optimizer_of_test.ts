import { assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import {
  assertFollowsPytorch,
  decay,
  larsCoefficient,
} from "../testdata/optimizers_pytorch.ts";
import { optimizerOf, type OptimizerSettings } from "./optimizer_of.ts";

const momentum = 0.9;
const outside = { name: "momentum", momentum } as const;
const inside = { name: "classical momentum", momentum } as const;
const adam = { name: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
const lars = {
  name: "lars",
  coefficient: larsCoefficient,
  ...{ decay, momentum },
} as const;
const kernels = { rate: decay, parameters: "kernels", coupled: true } as const;
const all = { rate: decay, parameters: "all", coupled: true } as const;

/** Settings by the names of PyTorch's optimizers in the recording. */
const CASES = {
  "gradient descent": { name: "gradient descent" },
  "momentum 0.9": outside,
  "classical momentum 0.9": inside,
  "Nesterov momentum 0.9": { name: "nesterov", momentum },
  "Adam": adam,
  "Adam, other constants": { ...adam, beta1: 0.5, beta2: 0.9, epsilon: 0.01 },
  "LARS of kernels": { ...lars, parameters: "kernels" },
  "LARS of all": { ...lars, parameters: "all" },
  "momentum 0.9, decay of kernels": { ...outside, weightDecay: kernels },
  "momentum 0.9, decay of all": { ...outside, weightDecay: all },
  "classical momentum 0.9, decay of all": { ...inside, weightDecay: all },
  "Adam, decay of kernels": { ...adam, weightDecay: kernels },
  "Adam, decoupled decay of kernels": {
    ...adam,
    weightDecay: { ...kernels, coupled: false },
  },
  "Adam, decoupled decay of all": {
    ...adam,
    weightDecay: { ...all, coupled: false },
  },
} as const satisfies Readonly<Record<string, OptimizerSettings>>;

for (const name of Object.keys(CASES) as (keyof typeof CASES)[]) {
  test(`settings of ${name}`, async () => {
    const engine = await openEngine("cpu");
    const settings: OptimizerSettings = JSON.parse(JSON.stringify(CASES[name]));
    await assertFollowsPytorch(optimizerOf(settings), { engine, name });
  });
}

test("a group of parameters that there is not is refused", () => {
  const parameters = "biases" as "all";
  for (
    const settings of [
      { ...lars, parameters },
      { ...outside, weightDecay: { ...all, parameters } },
    ]
  ) {
    assertThrows(
      () => optimizerOf(settings),
      RangeError,
      'Cannot make a group of parameters of "biases": there is none of that name',
    );
  }
});
