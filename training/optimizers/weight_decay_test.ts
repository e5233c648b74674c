import { assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ENGINE_MODES } from "../../engines/testing.ts";
import {
  assertFollowsPytorch,
  decay as rate,
} from "../testdata/optimizers_pytorch.ts";
import { adam } from "./adam.ts";
import { isKernel } from "./applies.ts";
import { classicalMomentum } from "./classical_momentum.ts";
import { gradientDescent } from "./gradient_descent.ts";
import { momentum } from "./momentum.ts";
import { weightDecay } from "./weight_decay.ts";

const kernels = { rate, applies: isKernel };
const all = { rate, applies: () => true };
const coupled = false;
const ours = adam({ epsilon: 1e-7 });

/** Optimizers by the names of PyTorch's in the recording. */
const CASES = {
  "momentum 0.9, decay of kernels": weightDecay(momentum(), kernels),
  "momentum 0.9, decay of all": weightDecay(momentum(), all),
  "classical momentum 0.9, decay of all": weightDecay(classicalMomentum(), all),
  "Adam, decay of kernels": weightDecay(ours, kernels),
  "Adam, decoupled decay of kernels": weightDecay(ours, {
    ...kernels,
    coupled,
  }),
  "Adam, decoupled decay of all": weightDecay(ours, { ...all, coupled }),
  // No decay leaves an optimizer as it is.
  "gradient descent": weightDecay(gradientDescent(), {
    rate,
    applies: () => false,
  }),
  "momentum 0.9": weightDecay(momentum(), { ...all, rate: 0 }),
  "Adam": weightDecay(ours, { ...all, rate: 0, coupled }),
} as const;

for (const { mode, open } of ENGINE_MODES) {
  test(`20 updates are those of PyTorch's, ${mode}`, async () => {
    const engine = await open();
    for (const name of Object.keys(CASES) as (keyof typeof CASES)[]) {
      await assertFollowsPytorch(CASES[name], { engine, name });
    }
  });
}

test("a rate below 0 or not finite is refused", () => {
  for (const rate of [-1e-4, NaN, Infinity]) {
    assertThrows(
      () => weightDecay(gradientDescent(), { ...all, rate }),
      RangeError,
      `current value ${rate}`,
    );
  }
});
