import { computed } from "../exact/outcome.ts";
import type { Executor } from "../executor.ts";
import { readPaperTable } from "../paper_table.ts";
import type { Metric } from "../suite.ts";
import type { TableSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Every number of Table 1, as "<quantity>_<batch size>", and the effective
 * learning rate of a tenth of each printed one, "effective_lr_of_tenth_<B>".
 */
export function tableRun({ effectiveLearningRate }: ExactSubject): Executor {
  return (settings) => {
    const { tables, momentum } = settings as TableSettings;
    const metrics = readPaperTable(tables[0]).flatMap((
      { batch_size, quantity, value, unit },
    ): [string, Metric][] => {
      const printed = Number(value);
      const own: [string, Metric] = [
        `${quantity}_${batch_size}`,
        { value: printed, unit: unit! },
      ];
      if (quantity !== "effective_lr") return [own];
      const tenth = effectiveLearningRate({
        ...{ learningRate: 0.1 * printed, momentum },
      });
      return [own, [
        `effective_lr_of_tenth_${batch_size}`,
        { value: tenth, unit: unit! },
      ]];
    });
    return Promise.resolve(computed(Object.fromEntries(metrics)));
  };
}
