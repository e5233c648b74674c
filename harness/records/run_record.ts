/**
 * The record of one finished run: one JSON document, guarded by a checksum.
 *
 * @module
 */
import type { Json, RunOutcome } from "../../suites/suite.ts";
import type { Environment } from "../host/environment.ts";
import { misshapenPart } from "./record_shape.ts";
import { canonical, type RunIdentity, sha256 } from "./run_identity.ts";

/** Version of the records' form. */
export const RECORD_VERSION = 1;

/** A finished run. */
export interface RunRecord {
  readonly version: number;
  /** Hash of the identity; the file's name. */
  readonly run: string;
  readonly identity: RunIdentity;
  readonly outcome: RunOutcome;
  /** Wall-clock time it took. */
  readonly seconds: number;
  readonly environment: Environment;
}

/** Why a text is not the record that was looked for. */
export class RecordError extends Error {
  override name = "RecordError";
  /** Whether a later version of this program wrote it. */
  readonly newer: boolean;

  constructor(message: string, { newer = false }: { newer?: boolean } = {}) {
    super(message);
    this.newer = newer;
  }
}

/**
 * The text of a record's file: the checksum of what follows it, then the rest.
 * JSON has no NaN and no infinities: they travel as null, and become NaN.
 */
export function serialize(record: RunRecord): string {
  const content = JSON.stringify(record);
  return `{"checksum":"${sha256(content)}",${content.slice(1)}\n`;
}

const BEGINNING = /^{"checksum":"([0-9a-f]{64})",/;

/** Whether a text is what {@linkcode serialize} wrote. */
function isWhole(text: string): boolean {
  const [beginning, checksum] = BEGINNING.exec(text) ?? [];
  return beginning !== undefined &&
    checksum === sha256(`{${text.slice(beginning.length).trimEnd()}`);
}

/**
 * The record in a file's text.
 *
 * @throws {RecordError} if the text is damaged, is another run's record, or
 * was written by a later version.
 */
export function deserialize(text: string, run: string): RunRecord {
  const { checksum, ...content } = parseObject(text);
  const { version } = content;
  if (typeof version === "number" && version > RECORD_VERSION) {
    throw new RecordError(
      `is of version ${version}, this program reads version ${RECORD_VERSION}`,
      { newer: true },
    );
  }
  // Earlier ones have the checksum of their canonical form, which is slow.
  if (!isWhole(text) && checksum !== sha256(canonical(content as Json))) {
    throw new RecordError("does not match its checksum");
  }
  if (content.run !== run) {
    throw new RecordError(`is the record of run ${content.run}`);
  }
  const misshapen = misshapenPart(content);
  if (misshapen !== undefined) {
    throw new RecordError(`is no record of a run: see its "${misshapen}"`);
  }
  const record = content as unknown as RunRecord;
  return { ...record, outcome: outcomeFromJson(record.outcome) };
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RecordError(`is not JSON (${(error as Error).message})`);
  }
  if (typeof value !== "object" || value === null) {
    throw new RecordError("is not a JSON object");
  }
  return value as Record<string, unknown>;
}

/** A run's outcome after JSON, in which numbers that do not exist are null. */
export function outcomeFromJson(outcome: RunOutcome): RunOutcome {
  const number = (value: number | null) => value ?? NaN;
  return {
    ...outcome,
    metrics: mapValues(
      outcome.metrics,
      ({ value, ...rest }) => ({ ...rest, value: number(value) }),
    ),
    series: mapValues(outcome.series, (values) => values.map(number)),
    first: outcome.first.map(number),
  };
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  f: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, f(value)]),
  );
}
