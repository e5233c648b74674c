import type { Json, RunSettings } from "../../suites/suite.ts";

/**
 * Settings as a person reads them, by name: nested ones by the names on the
 * way, "optimizer beta1". Empty lists are left out.
 */
export function settingTexts(settings: RunSettings): Map<string, string> {
  return new Map(leaves(settings as Json, ""));
}

/**
 * What the settings of all cells have in common, and for each of them what it
 * has of its own.
 */
export function sharedSettings(
  all: readonly ReadonlyMap<string, string>[],
): { shared: Map<string, string>; own: Map<string, string>[] } {
  const [first = new Map<string, string>(), ...others] = all;
  const isShared = (name: string, text: string) =>
    others.every((settings) => settings.get(name) === text);
  const shared = new Map(
    [...first].filter(([name, text]) => isShared(name, text)),
  );
  const own = all.map((settings) =>
    new Map([...settings].filter(([name]) => !shared.has(name)))
  );
  return { shared, own };
}

/** Names and texts in a line: "batch size 250, method sgd". */
export function settingsLine(texts: ReadonlyMap<string, string>): string {
  return [...texts].map(([name, text]) => `${name} ${text}`).join(", ");
}

function leaves(value: Json, name: string): [string, string][] {
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([key, member]) =>
      // What a method, say, is called stands for the method.
      leaves(member, key === "name" ? name : `${name} ${words(key)}`.trim())
    );
  }
  const text = isList(value) ? listText(value) : String(value);
  return text === "" ? [] : [[name, text]];
}

/** "1 2 3", and of lists and records "alpha 2, batch size 5; alpha 3, …". */
function listText(values: readonly Json[]): string {
  const nested = values.some((value) => isList(value) || isRecord(value));
  return values.map((value) => {
    if (isList(value)) return listText(value);
    return isRecord(value)
      ? settingsLine(new Map(leaves(value, "")))
      : String(value);
  }).join(nested ? "; " : " ");
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !isList(value);
}

/** "trainExamples" as "train examples". */
function words(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
