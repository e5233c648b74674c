import { readRecords } from "../report/records.ts";

/**
 * The outcome of each run that has a whole record in a results folder, by hash.
 * What a kill left damaged is as good as missing.
 */
export async function outcomesIn(
  results: string,
): Promise<Record<string, unknown>> {
  const { records } = await readRecords(results, { onProgress: () => {} });
  return Object.fromEntries(
    [...records].map(([run, { outcome }]) => [run, outcome]),
  );
}
