import type { Gpu } from "./host.ts";
import { outputOf } from "./output_of.ts";

const FIELDS = ["name", "driver_version", "memory.total"];

/** NVIDIA's graphics processors; none without its driver. */
export async function gpus(): Promise<Gpu[]> {
  const table = await outputOf("nvidia-smi", [
    `--query-gpu=${FIELDS.join()}`,
    "--format=csv,noheader",
  ]);
  return gpusIn(table ?? "");
}

/** The processors in such a table, as in "NVIDIA H200, 550.54, 143771 MiB". */
export function gpusIn(table: string): Gpu[] {
  return table.split("\n").flatMap((line) => {
    const [name, driver, memory, ...rest] = line.split(", ");
    return name && driver && memory && rest.length === 0
      ? [{ name, driver, memory: memory.trim() }]
      : [];
  });
}
