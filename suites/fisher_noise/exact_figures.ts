import type { PlaneFigure, TrainingFigure } from "../figure.ts";
import type { Results } from "../suite.ts";

/** Expected losses along the steps at the theorem's rates, and their bounds. */
export function boundsFigure(
  { series }: Results,
  { cell }: { cell: string },
): TrainingFigure {
  const x = series(cell, "steps");
  return {
    kind: "training",
    title: `Expected loss at the theorem's rates: ${cell}`,
    caption:
      "If the theorem holds, each loss stays below its bound (theorem 4.1).",
    x: { label: "step", log: true },
    y: { label: "expected loss", log: true },
    lines: ([["full", "LB+Full"], ["diagonal", "LB+Diag"]] as const).flatMap(
      ([shape, name]) => [
        { series: name, x, y: series(cell, `${shape}_loss`) },
        { series: `${name}, bound`, x, y: series(cell, `${shape}_bound`) },
      ],
    ),
  };
}

/** The expected loss with diagonal noise, of that with full noise. */
export function ratioFigure(
  { series }: Results,
  { cell }: { cell: string },
): TrainingFigure {
  const full = series(cell, "full_loss");
  const x = series(cell, "steps");
  const steps = [...x.values()][0]!;
  return {
    kind: "training",
    title: "Expected loss with diagonal noise, of that with full noise",
    caption:
      "If the claim held, it would stay below 1 at the theorem's rates (the paper's Table 1); above 1 full noise needs fewer steps.",
    x: { label: "step", log: true },
    y: { label: "loss of LB+Diag / loss of LB+Full" },
    lines: [{
      series: "theorem's rates",
      x,
      y: new Map(
        [...series(cell, "diagonal_loss")].map(([seed, losses]) => [
          seed,
          losses.map((loss, i) => loss / full.get(seed)![i]!),
        ]),
      ),
    }],
    references: [{
      label: "equal",
      points: [[steps[0]!, 1], [steps.at(-1)!, 1]],
    }],
  };
}

/** Where one step leads from the solution of cell `cell`, over the loss. */
export function cloudsFigure(
  { series }: Results,
  { cell }: { cell: string },
): PlaneFigure {
  const hessian = [...series(cell, "hessian").values()][0]!;
  const [a, b, c, d] = hessian as [number, number, number, number];
  return {
    kind: "plane",
    title: "Where one step of noise leads from the solution",
    caption:
      "If the claim holds, the clouds of SGD and LB+Full lie alike, across the contours of the loss (the paper's Figure 1); LB+Diag keeps to the axes and isotropic noise to no direction.",
    x: { label: "first parameter, from the solution" },
    y: { label: "second parameter, from the solution" },
    clouds: ([
      ["SGD", "SGD"],
      ["full", "LB+Full"],
      ["diagonal", "LB+Diag"],
      ["isotropic", "isotropic"],
    ] as const).map(([noise, name]) => ({
      series: name,
      x: series(cell, `${noise}_x`),
      y: series(cell, `${noise}_y`),
    })),
    landscape: (x, y) => (a * x * x + (b + c) * x * y + d * y * y) / 2,
  };
}
