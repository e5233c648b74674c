/**
 * What the claims on trainings read of their results.
 *
 * @module
 */
import type { CurveFigure, FigureOf, PaperPoints } from "../figure.ts";
import { higherAccuracy } from "../findings.ts";
import { numbersOfRow, type PaperTable } from "../paper_table.ts";
import { allOf, type BySeed } from "../predicates.ts";
import type {
  ClaimBasis,
  Finding,
  Judgement,
  PaperFigure,
  Results,
  Tier,
} from "../suite.ts";
import type { Setup } from "./setups.ts";
import {
  type Batch,
  cellId,
  gncMargins,
  gncStudy,
  type Method,
  setupsOf,
} from "./study.ts";

/** The paper's batch size that a setup plays. */
const PAPER_BATCH: Readonly<Record<Batch, number>> = {
  moderate: 4096,
  large: 8192,
};

/** The paper's names of methods. */
const PAPER_METHODS: Readonly<Record<string, Method>> = {
  ...{ baseline: "DP-SGD", RNC: "RNC", GNC: "GNC", GNCtoRNC: "GNCtoRNC" },
};

/** Final test accuracy of a method, in percent, by seed. */
export function accuracyOf(
  results: Results,
  { setup, method }: { setup: Pick<Setup, "id">; method: Method },
): BySeed {
  return results.metric(cellId(setup, method), "test_accuracy");
}

/** GT of the accuracy of one method over that of another. */
export function moreAccurate(
  results: Results,
  setup: Pick<Setup, "id">,
  { methods: [x, y], informative = false }: {
    methods: readonly [Method, Method];
    informative?: boolean;
  },
): Finding {
  return higherAccuracy(results, [cellId(setup, x), cellId(setup, y)], {
    informative,
  });
}

/**
 * Either GNC or GNCtoRNC above data-parallel SGD at every setup, as Table 2
 * says; RNC for information.
 */
export function eitherAboveBaseline(
  results: Results,
  setups: readonly Pick<Setup, "id">[],
): Judgement {
  const bySetup = setups.map((setup) => {
    const findings = (["GNC", "GNCtoRNC", "RNC"] as const).map((method) =>
      moreAccurate(results, setup, {
        methods: [method, "DP-SGD"],
        informative: method === "RNC",
      })
    );
    const outcomes = findings.slice(0, 2).map(({ outcome }) => outcome);
    const outcome = outcomes.includes("reproduced")
      ? "reproduced" as const
      : outcomes.every((outcome) => outcome === "contradicted")
      ? "contradicted" as const
      : "inconclusive" as const;
    return { outcome, findings };
  });
  return {
    outcome: allOf(bySetup.map(({ outcome }) => outcome)),
    findings: bySetup.flatMap(({ findings }) => findings),
  };
}

/**
 * Table 2 for the cells of a tier. Below the paper tier a setup plays each
 * data set of the paper at its batch size.
 */
export function gncPaperFigures(
  tier: Tier,
  { table, batches, methods }: {
    table: PaperTable;
    batches: readonly Batch[];
    methods: readonly Method[];
  },
): PaperFigure[] {
  return batches.flatMap((batch) =>
    table.filter(({ dataset, batch_size }) =>
      dataset !== "ImageNet" && Number(batch_size) === PAPER_BATCH[batch]
    ).flatMap((row) =>
      figuresOfRow(row, { tier, methods, places: setupsOf(tier, batch) })
    )
  );
}

/**
 * A row of Table 2 for the cells of a tier at some places; none if it is of
 * another method. At the paper tier only its own place has it.
 */
export function figuresOfRow(
  row: PaperTable[number],
  { tier, methods, places }: {
    tier: Tier;
    methods: readonly Method[];
    places: readonly Pick<Setup, "id">[];
  },
): PaperFigure[] {
  const method = PAPER_METHODS[row.method ?? ""];
  if (method === undefined || !methods.includes(method)) return [];
  const paperId = `${row.dataset} B=${row.batch_size}`;
  return places.filter(({ id }) => tier !== "paper" || id === paperId)
    .map((place) => ({
      cell: cellId(place, method),
      paperCell: `${paperId} ${row.method}`,
      metric: "test_accuracy",
      ...numbersOfRow(row),
    }));
}

/** Table 2 beside a figure whose x is a place in a list of cells, from 1 on. */
export function paperByCell(
  cells: readonly string[],
  figures: readonly PaperFigure[],
): PaperPoints {
  return {
    source: "Table 2",
    points: figures.filter(({ cell }) => cells.includes(cell))
      .map(({ cell, paperCell, metric: _, value: y, ...scatter }) => ({
        ...{ x: cells.indexOf(cell) + 1, y, ...scatter },
        // Without the method, e.g. "CIFAR-10 B=8192".
        series: paperCell.slice(0, paperCell.lastIndexOf(" ")),
      })),
  };
}

/** Accuracy of methods at a setup, joined seed by seed; Table 2. */
export function accuracyByMethod(
  setup: Pick<Setup, "id">,
  { methods, caption, paperFigures }: {
    methods: readonly Method[];
    caption: string;
    paperFigures: ClaimBasis["paperFigures"];
  },
): FigureOf {
  return (results, tables): CurveFigure => ({
    kind: "curve",
    title: `Test accuracy at ${setup.id}: ${methods.join(", ")}`,
    caption,
    x: { label: methods.map((method, i) => `${i + 1} ${method}`).join(", ") },
    y: { label: "test accuracy", unit: "percent" },
    paired: true,
    points: methods.map((method, i) => ({
      x: i + 1,
      y: accuracyOf(results, { setup, method }),
    })),
    paper: paperByCell(
      methods.map((method) => cellId(setup, method)),
      paperFigures(results.tier, tables),
    ),
  });
}

/** A claim on Table 2 at some batch sizes, but for what it says. */
export function tableClaim(
  { batches, methods, caption }: {
    batches: readonly Batch[];
    methods: readonly Method[];
    /** Of the figure of each setup. */
    caption: string;
  },
): ClaimBasis {
  const setups = (tier: Tier) =>
    batches.flatMap((batch) => setupsOf(tier, batch));
  const paperFigures: ClaimBasis["paperFigures"] = (tier, table) =>
    gncPaperFigures(tier, {
      table: table("gradient_noise_convolution_table_2"),
      ...{ batches, methods },
    });
  return {
    exact: false,
    study: gncStudy,
    cells: (tier) =>
      setups(tier).flatMap((setup) =>
        methods.map((method) => cellId(setup, method))
      ),
    metrics: ["test_accuracy", "training_loss"],
    margins: gncMargins,
    paperFigures,
    figures: (tier) =>
      setups(tier).map((setup) =>
        accuracyByMethod(setup, { methods, caption, paperFigures })
      ),
  };
}
