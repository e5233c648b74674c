/**
 * What a step of each noise method costs.
 *
 * @module
 */
import type { BenchResults, Timing } from "../../core/bench_results.ts";
import { numberText } from "../terminal/numbers.ts";
import { type Html, markup } from "./html.ts";
import { tableHtml } from "./table.ts";

/** A table for each group. */
export function benchSection({ runtime, cpu, timings }: BenchResults): Html {
  const groups = [...Map.groupBy(timings, ({ group }) => group)];
  return markup`<section class="suite" id="cost-per-step">
<h2>What noise costs per step</h2>
<p class="soft">Measured by <code>deno bench</code> on ${cpu}, ${runtime}. A ratio compares averages with the baseline of the group.</p>
${groups.map(([group, timings]) => groupTable(group, timings))}
</section>`;
}

function groupTable(group: string, timings: readonly Timing[]): Html {
  const baseline = timings.find(({ baseline }) => baseline)?.time?.avg;
  const milliseconds = (of: keyof NonNullable<Timing["time"]>) => ({
    number: true,
    cell: ({ time }: Timing) =>
      time === undefined ? "failed" : numberText(time[of] / 1e6),
  });
  return tableHtml(timings, {
    caption: group === "" ? "Without a group" : group,
    columns: [
      { head: "method", cell: ({ name }) => name },
      {
        head: "ratio",
        number: true,
        cell: ({ time, baseline: isBaseline }) =>
          isBaseline
            ? "baseline"
            : time === undefined || baseline === undefined
            ? "—"
            : `${(time.avg / baseline).toFixed(2)} ×`,
      },
      {
        head: markup`average <span class="soft">(ms)</span>`,
        ...milliseconds("avg"),
      },
      {
        head: markup`fastest <span class="soft">(ms)</span>`,
        ...milliseconds("min"),
      },
      {
        head: markup`75 % below <span class="soft">(ms)</span>`,
        ...milliseconds("p75"),
      },
      {
        head: "calls",
        number: true,
        cell: ({ time }) => time === undefined ? "—" : numberText(time.n),
      },
    ],
  });
}
