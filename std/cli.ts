/**
 * The part of `jsr:@std/cli` that this repository uses, on `npm:minimist`, so
 * that building needs no second package registry.
 *
 * Where minimist differs, the original is followed: the last value of an
 * option given twice wins, and `--no-x` is an option of its own.
 *
 * @module
 */
import minimist from "minimist";

/** Options for {@linkcode parseArgs}. */
export interface ParseOptions<TString extends string, TBoolean extends string> {
  /** Options that take a string; undefined where not given. */
  readonly string?: readonly TString[];
  /** Flags, false where not given; "true" or "false" after one is its value. */
  readonly boolean?: readonly TBoolean[];
}

/** What {@linkcode parseArgs} returns: `_` holds the positional arguments. */
export type Args<TString extends string, TBoolean extends string> =
  & { [K in TString]?: string }
  & { [K in TBoolean]: boolean }
  & { _: (string | number)[] }
  & Record<string, unknown>;

/**
 * Command line arguments as a record. Names that are declared neither `string`
 * nor `boolean` get a number where the value looks like one.
 */
export function parseArgs<
  TString extends string = never,
  TBoolean extends string = never,
>(
  args: readonly string[],
  { string = [], boolean = [] }: ParseOptions<TString, TBoolean> = {},
): Args<TString, TBoolean> {
  // minimist takes "--no-x=true" as an option "no-x" and "--no-x" as a negation.
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const escaped = args.map((arg, i) =>
    i < end && /^--no-[^=]+$/.test(arg) ? `${arg}=true` : arg
  );
  const { _, ...values }: Record<string, unknown> = minimist(escaped, {
    string,
    boolean,
  });
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) values[name] = value.at(-1);
  }
  return { ...values, _ } as Args<TString, TBoolean>;
}
