/**
 * Rows of Table 2 as suites of their own. The whole table takes weeks; two
 * cores train these rows at full size in hours: the MLP in two, of which 12
 * reported runs take half an hour and 32 tried ones the rest, LeNet on either
 * data set in about three and a half, with 25 minutes for each seed that is
 * reported. Recorded costs of LeNet's are higher, for other work shared the
 * machine; the row of MNIST waits to be trained at full size. They say nothing that the
 * table's claims do not say, and share their runs, but for the row of MNIST and
 * LeNet at desk, which was added after these had been judged.
 *
 * @module
 */
import type { Claim, Tier } from "../suite.ts";
import { diagVsLbInRow } from "./diag_vs_lb.ts";
import { diagVsTraceInRow } from "./diag_vs_trace.ts";
import { gapClosureInRow } from "./gap_closure.ts";
import { lbGapInRow } from "./lb_gap.ts";
import { everyRowAt, type Row } from "./rows.ts";
import { TABLE_REGIMES } from "./study.ts";
import { tableClaim, TOO_FEW_UPDATES } from "./table_arms.ts";
import { traceVsLbInRow } from "./trace_vs_lb.ts";

type Place = NonNullable<Row["paper"]>;

/**
 * The row at a tier. The smoke tier has one, which there plays every other.
 *
 * @throws {RangeError} if another tier has none.
 */
function rowOf(tier: Tier, { dataset, model }: Place): Row {
  const rows = everyRowAt(tier);
  const row = rows.find(({ paper }) =>
    paper?.dataset === dataset && paper.model === model
  );
  if (row !== undefined) return row;
  if (tier === "smoke") return { ...rows[0]!, paper: { dataset, model } };
  throw new RangeError(
    `Cannot find a row of ${model} on ${dataset} at tier ${tier}`,
  );
}

function rowClaim(
  { id, place, structure, examined }: {
    id: string;
    place: Place;
    /** What diagonal noise does, by isotropic noise. */
    structure: string;
    /** What a contradiction was traced to. */
    examined?: string;
  },
): Claim {
  const { dataset, model } = place;
  return {
    ...tableClaim({
      arms: TABLE_REGIMES,
      caption:
        "If the row is as in the paper, SB is above LB, LB+Trace and LB+Diag are between them or beside SB, and LB+Diag is not the lower one.",
      findings: [
        ...[lbGapInRow, traceVsLbInRow, diagVsLbInRow, diagVsTraceInRow],
        gapClosureInRow,
      ],
      rows: (tier) => [rowOf(tier, place)],
    }),
    id,
    title: `Table 2's row of ${dataset} and ${model}`,
    statement:
      `${model} on ${dataset}: at equal epochs large batches end with a lower test accuracy than small ones; noise of either structure raises it, diagonal-Fisher noise ${structure}; and diagonal-Fisher noise closes at least 40 % of a gap of 0.3 points or more.`,
    source: "Structured covariance noise, Table 2",
    contradictedBy:
      "the opposite of one of these, paired by seed (one-sided 95 % t interval), or less of the gap closed, by means over seeds",
    ...(examined === undefined ? {} : { examined }),
  };
}

/** MNIST, and the MLP 784-512-512-10. */
export const mnistMlp: Claim = rowClaim({
  id: "fisher-mnist-mlp",
  place: { dataset: "MNIST", model: "MLP" },
  structure: "by at most 0.1 points less than isotropic noise",
  examined:
    "The protocol or the paper; neither the scale nor, as far as fisher-exact and fisher-variance tell, the implementation. At the paper's size, with all three seeds and rates inside their grids, LB loses to SB (98.16 against 98.54 %), and after 1,464 updates noise has closed nothing of it: LB+Trace ends at 98.10 %, LB+Diag at 97.91, 97.92 and once at 96.81 %. The paper does not print momentum, schedule or decay. With ours SB and LB end higher than the paper's (98.10 and 97.95 %), LB where the paper has it with noise, and at training losses of 2e-5 (SB), 0.0013 (LB), 2e-4 (LB+Trace) and 7e-4 to 0.0023 (LB+Diag), where F has all but vanished. At desk there are too few updates besides.",
});

/** MNIST, and LeNet. */
export const mnistLeNet: Claim = rowClaim({
  id: "fisher-mnist-lenet",
  place: { dataset: "MNIST", model: "LeNet" },
  structure: "by at most 0.1 points less than isotropic noise",
  examined:
    "The scale, and what one tuning run chose. At desk LB loses 2.1 points to SB, and what it loses is training: its loss ends at 0.08, SB's at 0.0003. LB+Diag was tuned to LB's rate, 0.01, and ends 0.2 points lower at the same loss; at 0.1 it fails (60.2 % on held-out examples). LB+Trace was tuned to 0.1, at which three of five seeds end at 96.3 to 97.0 %, above LB's 95.4 to 96.1, with losses below 0.01, and two do not train at all (11.35 %). Whether that is the noise or the rate is open: LB at 0.1 was one example of 600 worse on held-out examples than at 0.01, and was not taken. The row has not been trained at the paper's size, which takes about 8 core hours: what was found there of the other rows of one data set and one network each is under fisher-mnist-mlp and fisher-fashion-lenet.",
});

/** Fashion-MNIST, and LeNet. */
export const fashionLeNet: Claim = rowClaim({
  id: "fisher-fashion-lenet",
  place: { dataset: "Fashion-MNIST", model: "LeNet" },
  structure: "more than isotropic noise",
  examined:
    `At the paper's size the protocol or the paper, as for fisher-mnist-mlp, and not the scale. With all three seeds the share of the gap decides, which is taken of means, as the paper prints them: LB ends 0.62 points below SB (90.16, 89.78 and 89.03 against 90.17, 90.10 and 90.56 %; the paper's are 88.89 and 91.15), and LB+Diag another 1.42 lower (88.12, 88.86 and 87.73 %; the paper's is 90.79). That large batches lose at all is open there, one seed making most of it; LB+Diag is below LB with every seed, LB+Trace with two (89.43, 89.50 and 89.11 %). LB at its best rate, 0.1, ends 1,464 updates with training losses of 0.14 to 0.17, SB its 46,875 at 0.003 with 0.09 to 0.12, LB+Trace at 0.1 with 0.19 to 0.22, LB+Diag at 0.03 with 0.25 to 0.27. Larger rates do not train with noise (LB+Diag at 0.3) where LB still does. ${TOO_FEW_UPDATES} That LB+Diag ends a point below LB+Trace is not explained by that (fisher-diag-vs-trace).`,
});
