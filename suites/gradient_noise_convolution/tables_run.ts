import { computed, inUnit } from "../exact/outcome.ts";
import type { Executor } from "../executor.ts";
import { meanAndSd } from "../paired_t.ts";
import { numbersOfRow, readPaperTable } from "../paper_table.ts";
import { stepOperations } from "./step_operations.ts";
import type { TablesSettings } from "./exact_settings.ts";

/**
 * Table 2 computed again from the runs of Table 6: for each of its means and
 * standard deviations what is printed less what the runs have,
 * "mean_error <dataset> <batch size> <method>" and "sd_error …"; besides, the
 * operations of a step, as in `step_operations.ts`.
 */
export const tablesRun: Executor = (settings) => {
  const { tables: [means, runs], overhead } = settings as TablesSettings;
  const nameOf = (row: Readonly<Record<string, string>>) =>
    `${row.dataset} ${row.batch_size} ${row.method}`;
  const values = Map.groupBy(readPaperTable(runs), nameOf);
  const errors = readPaperTable(means).flatMap((row) => {
    const name = nameOf(row);
    const { mean, sd } = meanAndSd(
      values.get(name)!.map(({ value }) => Number(value)),
    );
    const printed = numbersOfRow(row);
    const unit = "percentage points";
    return [
      [`mean_error ${name}`, { value: printed.value - mean, unit }],
      [`sd_error ${name}`, { value: printed.sd - sd, unit }],
    ] as const;
  });
  return Promise.resolve(computed({
    ...Object.fromEntries(errors),
    ...inUnit("operations", stepOperations(overhead)),
  }));
};
