import type { CompositeMethod, StepMethod } from "../core/method.ts";
import { partsOf, PLAIN_WEIGHTS } from "../core/method_parts.ts";

/**
 * Several noise methods in one step, whatever the order of the arguments:
 * first the examples are weighed, then gradients are taken at their points, at
 * last the gradient is perturbed, by one method after the other in the order
 * of the arguments. Each of these sees the gradient as those before it left it;
 * their statistics are of the gradients before any of it.
 *
 * Plain SGD adds nothing to a composition. Methods that are composed already
 * are taken apart.
 *
 * @throws {RangeError} if there are two methods of example weights, or two of
 * points of evaluation, or a method that depends on the epoch.
 */
export function compose(...methods: readonly StepMethod[]): CompositeMethod {
  const parts = methods.map(partsOf);
  const weights = parts.map(({ weights }) => weights)
    .filter((weights) => weights !== PLAIN_WEIGHTS);
  const points = parts.flatMap(({ point }) =>
    point === undefined ? [] : [point]
  );
  const gradient = parts.flatMap(({ gradient }) => gradient);
  for (const alike of [weights, points]) {
    const [first, second] = alike;
    if (first !== undefined && second !== undefined) {
      throw new RangeError(
        `Cannot compose ${first.name} and ${second.name}: a step has one method for its ${first.place}`,
      );
    }
  }
  const [point] = points;
  const present = [...weights, ...points, ...gradient];
  return {
    name: present.map(({ name }) => name).join(", ") || PLAIN_WEIGHTS.name,
    place: "several",
    weights: weights[0] ?? PLAIN_WEIGHTS,
    ...(point === undefined ? {} : { point }),
    gradient,
  };
}
