import type { NamedTensors } from "../../core/tensors.ts";

/** The places of a filter's weights among all parameters. */
export type Filter = readonly number[];

/**
 * Every filter, weight by weight: all weights of one output of a kernel, whose
 * last axis is the outputs, and all of a tensor with one axis or none.
 */
export function filtersOf(parameters: NamedTensors): Filter[] {
  let from = 0;
  return Object.values(parameters).flatMap(({ shape, size }) => {
    const start = from;
    from += size;
    const outputs = shape.length < 2 ? 1 : shape.at(-1)!;
    return Array.from(
      { length: outputs },
      (_, output) =>
        Array.from(
          { length: size / outputs },
          (_, weight) => start + weight * outputs + output,
        ),
    );
  });
}

/** The part of a vector of all parameters that is a filter's. */
export function within(
  filter: Filter,
  vector: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(filter, (place) => vector[place]!);
}
