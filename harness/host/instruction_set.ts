import { outputOf } from "./output_of.ts";

/** The vector instructions that kernels choose by, as `lscpu` calls them. */
const FEATURES: Readonly<Record<string, string>> = {
  avx: "AVX",
  avx2: "AVX2",
  fma: "FMA",
  avx512f: "AVX512F",
  avx512bw: "AVX512BW",
  avx512dq: "AVX512DQ",
  avx512_vnni: "AVX512_VNNI",
  avx512_bf16: "AVX512_BF16",
  amx_tile: "AMX_TILE",
  asimd: "NEON",
  sve: "SVE",
  sve2: "SVE2",
};

/**
 * The vector instructions of this machine's processors; null where there is no
 * `lscpu`, which is part of Linux.
 */
export async function instructionSet(): Promise<string | null> {
  const description = await outputOf("lscpu", []);
  return description === undefined ? null : instructionSetIn(description);
}

/** The vector instructions in what `lscpu` prints; null if it lists none. */
export function instructionSetIn(description: string): string | null {
  const flags = /^Flags:\s+(.+)$/m.exec(description)?.[1]?.split(" ");
  if (flags === undefined) return null;
  const here = new Set(flags);
  return Object.entries(FEATURES).flatMap(([flag, name]) =>
    here.has(flag) ? [name] : []
  ).join(" ") || "none";
}
