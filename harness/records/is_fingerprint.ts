import {
  ENGINE_NAMES,
  type EngineName,
  type Fingerprint,
} from "../../engines/engine.ts";

/** Whether parsed JSON is the fingerprint of an engine. */
export function isFingerprint(value: unknown): value is Fingerprint {
  return typeof value === "object" && value !== null &&
    ENGINE_NAMES.includes((value as Fingerprint).engine as EngineName) &&
    Object.values(value).every((part) => typeof part === "string");
}
