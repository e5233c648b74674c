import process from "node:process";
import { cpus } from "node:os";
import { sourceDigest } from "./source_digest.ts";

/** The machine and the versions that a result was made with. */
export interface Environment {
  readonly deno: string;
  readonly v8: string;
  /** Operating system and architecture. */
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  /** Identifies the code; see {@linkcode sourceDigest}. */
  readonly sources: string;
}

/** The environment of this process. */
export function environment(): Environment {
  const processors = cpus();
  return {
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    platform: `${process.platform}-${process.arch}`,
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    sources: sourceDigest(),
  };
}
