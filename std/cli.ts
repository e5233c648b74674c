/**
 * The part of `jsr:@std/cli` that this repository uses, on `npm:minimist`, so
 * that building needs no second package registry.
 *
 * Where minimist differs, the original is followed: the last value of an
 * option given twice wins unless the option collects, and `--no-x` negates
 * only a negatable `x`. Not supported: collecting options that are no strings.
 *
 * @module
 */
import minimist from "minimist";

/** One name or several. */
export type Names<T extends string> = T | readonly T[];

/** Options for {@linkcode parseArgs}. */
export interface ParseOptions<
  TString extends string,
  TBoolean extends string,
  TCollect extends TString,
  TDefault extends Record<string, unknown>,
> {
  /** Options that take a string; undefined where not given. */
  readonly string?: Names<TString>;
  /** Flags, false where not given; true makes every `--x` a flag. */
  readonly boolean?: boolean | Names<TBoolean>;
  /** String options that may be repeated; `[]` where not given. */
  readonly collect?: Names<TCollect>;
  /** Options that `--no-x` sets to false. */
  readonly negatable?: Names<string>;
  /** Values of options that are not given. */
  readonly default?: TDefault;
  /** Other names of an option; both are set. */
  readonly alias?: Readonly<Record<string, Names<string>>>;
  /** Put everything after the first positional argument into `_`. */
  readonly stopEarly?: boolean;
  /** Put what follows `--` into `"--"` instead of `_`. */
  readonly "--"?: boolean;
  /**
   * Called with each positional argument, and with each undeclared option and
   * its name; false drops the argument.
   */
  readonly unknown?: (arg: string, key?: string) => unknown;
}

/** What {@linkcode parseArgs} returns: `_` holds the positional arguments. */
export type Args<
  TString extends string,
  TBoolean extends string,
  TCollect extends TString,
  TDefault extends Record<string, unknown>,
> =
  & { [K in Exclude<TString, TCollect | keyof TDefault>]?: string }
  & { [K in Exclude<TString, TCollect> & keyof TDefault]: string | TDefault[K] }
  & { [K in TBoolean]: boolean }
  & { [K in TCollect]: string[] }
  & { _: (string | number)[]; "--"?: string[] }
  & Record<string, unknown>;

/**
 * Command line arguments as a record. Names that are declared neither `string`
 * nor `boolean` get a number where the value looks like one.
 */
export function parseArgs<
  TString extends string = never,
  TBoolean extends string = never,
  TCollect extends TString = never,
  TDefault extends Record<string, unknown> = Record<never, never>,
>(
  args: readonly string[],
  options: ParseOptions<TString, TBoolean, TCollect, TDefault> = {},
): Args<TString, TBoolean, TCollect, TDefault> {
  const { default: defaults = {}, alias = {}, unknown } = options;
  const aliasesOf = (name: string) =>
    Object.entries(alias)
      .map(([key, others]) => [key, ...list(others)])
      .filter((group) => group.includes(name)).flat();
  const withAliases = (names: Names<string> | undefined) =>
    new Set(list(names).flatMap((name) => [name, ...aliasesOf(name)]));

  const collected = withAliases(options.collect);
  const negatable = withAliases(options.negatable);

  // minimist takes "--no-x=true" as an option "no-x" and "--no-x" as a negation.
  const originals = new Map<string, string>();
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const escaped = args.map((arg, i) => {
    const negated = /^--no-([^=]+)$/.exec(arg)?.[1];
    if (i > end || negated === undefined || negatable.has(negated)) return arg;
    originals.set(`${arg}=true`, arg);
    return `${arg}=true`;
  });
  const original = (arg: string) => originals.get(arg) ?? arg;

  const parsed: Record<string, unknown> = minimist(escaped, {
    string: list(options.string),
    boolean: typeof options.boolean === "boolean"
      ? options.boolean
      : list(options.boolean),
    default: defaults,
    alias,
    stopEarly: options.stopEarly ?? false,
    "--": options["--"] ?? false,
    unknown: (arg: string) =>
      unknown?.(original(arg), /^--?([^=]+)/.exec(original(arg))?.[1]),
  });

  const { _, "--": rest, ...values } = parsed;
  const defaultValues = new Set(Object.values(defaults));
  for (const [name, value] of Object.entries(values)) {
    if (collected.has(name)) {
      values[name] = list(value);
    } else if (Array.isArray(value) && !defaultValues.has(value)) {
      values[name] = value.at(-1);
    }
  }
  for (const name of collected) values[name] ??= [];

  return {
    ...values,
    _: list(_).map((arg) => typeof arg === "string" ? original(arg) : arg),
    ...(rest === undefined ? {} : { "--": rest }),
  } as Args<TString, TBoolean, TCollect, TDefault>;
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
