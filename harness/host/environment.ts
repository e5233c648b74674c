import process from "node:process";
import { cpus } from "node:os";
import tfjs from "@tensorflow/tfjs-core/package.json" with { type: "json" };
import gradnoise from "../../deno.json" with { type: "json" };
import type { Engine } from "../../engines/engine.ts";
import type { Host } from "./host.ts";
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
  // What follows is absent in results of earlier versions.
  /** Version of this program. */
  readonly gradnoise?: string;
  readonly tfjs?: string;
  /** What the engine computes on, for a person to read. */
  readonly device?: string;
  /** Threads of one operation. */
  readonly threads?: number;
  /** The rest of the machine, and the commit; absent in a bare worker. */
  readonly host?: Host;
}

/** The environment of this process, which has an engine open. */
export function environment(
  { device, fingerprint }: Pick<Engine, "device" | "fingerprint">,
): Environment {
  const processors = cpus();
  return {
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    platform: `${process.platform}-${process.arch}`,
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    sources: sourceDigest(),
    gradnoise: gradnoise.version,
    tfjs: tfjs.version,
    device,
    // Engines that can have more than one have it in their fingerprint.
    threads: Number(fingerprint.threads ?? 1),
  };
}
