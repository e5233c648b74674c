import { resnet } from "../../models/resnet.ts";
import { computed } from "../exact/outcome.ts";
import type { Executor } from "../executor.ts";
import { meanAndSd } from "../paired_t.ts";
import { readPaperTable } from "../paper_table.ts";
import type { TablesSettings } from "./exact_settings.ts";

/**
 * Table 2 computed again from the runs of Table 6: for each of its means and
 * standard deviations what is printed less what the runs have,
 * "mean_error <dataset> <batch size> <method>" and "sd_error …"; the operations
 * of a step that section 2.4 counts, 2 M l and those of forward and backward
 * passes.
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
    const unit = "percentage points";
    return [
      [`mean_error ${name}`, { value: Number(row.value) - mean, unit }],
      [`sd_error ${name}`, { value: Number(row.sd) - sd, unit }],
    ] as const;
  });
  const { depth, classes, workers, batchSize } = overhead;
  const { parameterCount, multiplyAdds } = resnet({
    ...{ depth, classes, ghostBatchSize: batchSize / workers },
  });
  const unit = "operations";
  return Promise.resolve(computed({
    ...Object.fromEntries(errors),
    subtractions: { value: 2 * workers * parameterCount, unit },
    passes: { value: 6 * multiplyAdds * batchSize, unit },
  }));
};
