import { createHash } from "node:crypto";
import { NUMERICS_VERSION } from "../../core/numerics_version.ts";
import { datasetChecksum } from "../../datasets/mod.ts";
import type { Fingerprint } from "../../engines/engine.ts";
import { paperTableChecksum } from "../../suites/paper_table.ts";
import type { Json, RunSettings } from "../../suites/suite.ts";

/** Everything that decides a run's bits. */
export interface RunIdentity {
  readonly settings: RunSettings;
  readonly seed: number;
  /** Checksum of each data set that it reads. */
  readonly datasets: Readonly<Record<string, string>>;
  /** Checksum of each table of a paper that it reads. Absent: none. */
  readonly tables?: Readonly<Record<string, string>>;
  readonly engine: Fingerprint;
  readonly numerics: number;
}

/** The identity of a run on an engine. */
export function runIdentity(
  settings: RunSettings,
  { seed, engine }: { seed: number; engine: Fingerprint },
): RunIdentity {
  return {
    settings,
    seed,
    datasets: Object.fromEntries(
      settings.datasets.map((name) => [name, datasetChecksum(name)]),
    ),
    ...settings.tables === undefined ? {} : {
      tables: Object.fromEntries(
        settings.tables.map((name) => [name, paperTableChecksum(name)]),
      ),
    },
    engine,
    numerics: NUMERICS_VERSION,
  };
}

const HASH_LENGTH = 32;

/** The hash that names a run: 128 bits in hex, of the identity alone. */
export function runHash(identity: RunIdentity): string {
  return sha256(canonicalIdentity(identity)).slice(0, HASH_LENGTH);
}

/** The canonical form of settings and engines, which many runs share. */
const known = new WeakMap<object, string>();

/** As {@linkcode canonical}, without going through what is shared again. */
function canonicalIdentity(
  { settings, seed, datasets, tables, engine, numerics }: RunIdentity,
): string {
  const shared = (part: Json) => {
    const text = known.get(part as object) ?? canonical(part);
    known.set(part as object, text);
    return text;
  };
  return `{"datasets":${canonical(datasets)},"engine":${
    shared(engine)
  },"numerics":${numerics},"seed":${seed},"settings":${shared(settings)}${
    tables === undefined ? "" : `,"tables":${canonical(tables)}`
  }}`;
}

/** Hex sha256 of a text. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** JSON without spaces and with sorted keys: equal values, equal text. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).toSorted(([a], [b]) => a < b ? -1 : 1)
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
    return `{${members.join()}}`;
  }
  return JSON.stringify(value);
}
