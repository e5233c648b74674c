import type { Symbols } from "./symbols.ts";

/**
 * Numbers of `CPUFeature` in TensorFlow's `platform/cpu_info.h` ("Do not change
 * numeric assignments") that its kernels and oneDNN's choose by.
 */
const FEATURES = {
  x86_64: {
    AVX: 12,
    AVX2: 14,
    FMA: 15,
    AVX512F: 27,
    AVX512BW: 32,
    AVX512DQ: 33,
    AVX512_VNNI: 38,
    AVX512_BF16: 39,
    AMX_TILE: 41,
  },
  aarch64: { NEON: 1000, SVE: 1001, SVE2: 1002 },
} as const;

/** The vector instructions that kernels may use here, e.g. "AVX AVX2 FMA". */
export function instructionSet(symbols: Symbols): string {
  const { testCpuFeature } = symbols;
  if (testCpuFeature === null) return "unknown";
  const features = FEATURES[Deno.build.arch];
  const here = Object.entries(features).flatMap(([name, number]) =>
    testCpuFeature(number) ? [name] : []
  );
  return here.join(" ") || "none";
}
