import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import type {
  EvaluationPointMethod,
  GradientMethod,
  StepMethod,
} from "../core/method.ts";
import { compose } from "./compose.ts";
import { diagonalFisherNoise } from "./diagonal_fisher_noise.ts";
import { fullFisherNoise } from "./full_fisher_noise.ts";
import { isotropicNoise } from "./isotropic_noise.ts";
import { noiseEnhancement } from "./noise_enhancement.ts";
import { sgd } from "./sgd.ts";
import { switchAt } from "./switch_at.ts";

const enhanced = noiseEnhancement({ alpha: 3 });
const diagonal = diagonalFisherNoise({ scale: 0.1 });
const isotropic = isotropicNoise({ deviation: 2 });
const point: EvaluationPointMethod = {
  name: "somewhere else",
  place: "point of evaluation",
  workers: 2,
  remembers: "nothing",
  point: (parameters) => ({ ...parameters }),
};

test("each method has its place, gradient methods their order", () => {
  for (
    const order of [
      [enhanced, point, diagonal, isotropic],
      [diagonal, point, isotropic, enhanced],
    ]
  ) {
    const method = compose(...order);
    assertEquals(method.weights, enhanced);
    assertEquals(method.point, point);
    assertEquals(method.gradient, [diagonal, isotropic]);
    assertEquals(
      method.name,
      "noise enhancement α=3, somewhere else, diagonal-Fisher noise c=0.1, isotropic noise σ=2",
    );
  }
  const { gradient } = compose(isotropic, diagonal);
  assertEquals(gradient, [isotropic, diagonal]);
});

test("what is not there is plain SGD", () => {
  const method = compose(diagonal);
  assertEquals(method.weights, sgd());
  assertEquals("point" in method, false);
  assertEquals(compose().name, "SGD");
  assertEquals(compose().gradient, []);
});

test("plain SGD adds nothing", () => {
  assertEquals(compose(sgd(), enhanced, sgd()), compose(enhanced));
  const full = fullFisherNoise({ scale: 1 });
  const none = noiseEnhancement({ alpha: 1 });
  assertEquals(compose(none, full), compose(full));
});

test("compositions are taken apart", () => {
  const nested = compose(compose(diagonal, enhanced), compose(), isotropic);
  assertEquals(nested, compose(enhanced, diagonal, isotropic));
});

test("a method may come twice in the gradient", () => {
  const methods: GradientMethod[] = [isotropic, isotropic];
  assertEquals(compose(...methods).gradient, methods);
});

test("a method that depends on the epoch is none of one step", () => {
  const switched = switchAt(3, { before: sgd(), after: enhanced });
  assertThrows(
    () => compose(switched as unknown as StepMethod),
    RangeError,
    `Cannot take a step with ${switched.name}: it depends on the epoch; take its method of one, .at(epoch)`,
  );
});

test("two methods of one place are refused", () => {
  assertThrows(
    () => compose(enhanced, compose(fullFisherNoise({ scale: 1 }))),
    RangeError,
    "Cannot compose noise enhancement α=3 and full-Fisher noise c=1: a step has one method for its example weights",
  );
  assertThrows(
    () => compose(point, point),
    RangeError,
    "Cannot compose somewhere else and somewhere else: a step has one method for its point of evaluation",
  );
});
