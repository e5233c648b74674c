/**
 * What the claims on what is measured along the trainings share: the setup,
 * and numbers made of series.
 *
 * @module
 */
import type { FigureOf, SeriesBySeed } from "../figure.ts";
import { found } from "../findings.ts";
import { placesAlong } from "../places_along.ts";
import { atLeast, type BySeed } from "../predicates.ts";
import type { ClaimBasis, Finding, Results, Tier } from "../suite.ts";
import type { Setup } from "./setups.ts";
import {
  cellId,
  diagnosedSetup,
  diagnosedStudy,
  gncMargins,
  type Method,
} from "./study.ts";

/** The parts of a claim on the trainings that are measured along the way. */
export function onDiagnosed(
  methods: readonly Method[],
): Omit<ClaimBasis, "figures"> {
  return {
    ...{ exact: false, study: diagnosedStudy, margins: gncMargins },
    cells: (tier) =>
      methods.map((method) => cellId(diagnosedSetup(tier), method)),
    metrics: ["test_accuracy"],
    // The paper shows curves and prints no number of them.
    paperFigures: () => [],
  };
}

/** A series of a method's trainings, by seed; as {@linkcode Results}. */
export function seriesOf(
  results: Results,
  { method, name, ...options }: {
    method: Method;
    name: string;
    partly?: boolean;
  },
): SeriesBySeed {
  const cell = cellId(diagnosedSetup(results.tier), method);
  return results.series(cell, name, options);
}

/** A number made of each seed's series. */
export function ofSeries(
  series: SeriesBySeed,
  statistic: (along: readonly number[]) => number,
): BySeed {
  return new Map([...series].map(([seed, along]) => [seed, statistic(along)]));
}

/**
 * That a number is above a limit in every seed. The opposite is that it is in
 * none; all else is open.
 */
export function aboveInEverySeed(
  what: string,
  { values, limit }: { values: BySeed; limit: number },
): Finding {
  const numbers = [...values.values()];
  const [smallest, largest] = [Math.min(...numbers), Math.max(...numbers)];
  const outcome = smallest > limit
    ? "reproduced"
    : largest <= limit
    ? "contradicted"
    : "inconclusive";
  return found(
    `${what} is above ${limit} in every seed: the smallest (the largest is ${
      largest.toPrecision(2)
    })`,
    { ...atLeast(smallest, limit), outcome },
  );
}

/** The median; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/** Tensors with at least four numbers a worker, whose spectra are measured. */
export function measuredLayers(tier: Tier): readonly string[] {
  if (tier !== "paper") {
    return ["dense_1/kernel", "dense_2/kernel", "dense_3/kernel"];
  }
  const stages = [1, 2, 3].flatMap((stage) =>
    [1, 2, 3, 4, 5].flatMap((block) =>
      [1, 2].map((conv) => `stage_${stage}/block_${block}/conv_${conv}/kernel`)
    )
  );
  return [...stages, "dense_1/kernel"];
}

/** The last hidden kernel; in ResNet-32 the paper's "/res6/m2/conv2/W". */
export function lateLayer(tier: Tier): string {
  return measuredLayers(tier).at(-2)!;
}

/** A series along training, a line a method. */
export function alongTraining(
  { methods, name, title, caption, x: unit = "epoch", y, ...options }: {
    methods: readonly Method[];
    name: string | ((tier: Tier) => string);
    title: string;
    caption: string;
    /** What the axis counts. */
    x?: "epoch" | "update";
    /** The quantity. */
    y: string;
    log?: boolean;
    /** Of these between two values, and before the first one. */
    every?: number | ((setup: Setup) => number);
    from?: number;
  },
): FigureOf {
  const { log = false, every = 1, from = 0 } = options;
  return (results) => {
    const setup = diagnosedSetup(results.tier);
    const step = typeof every === "number" ? every : every(setup);
    return {
      ...{ kind: "training", title, caption },
      x: { label: unit },
      y: { label: y, log },
      lines: methods.map((method) => {
        const series = seriesOf(results, {
          method,
          name: typeof name === "string" ? name : name(results.tier),
        });
        const x = placesAlong(series, { every: step, from });
        return { series: method, x, y: series };
      }),
    };
  };
}
