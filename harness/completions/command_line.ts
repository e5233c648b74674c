/**
 * What can be typed after `deno task repro`, read from its help: what people
 * are told and what shells complete is the same.
 *
 * @module
 */

/** What a shell can offer in a place. */
export type Offer =
  /** These words; none where only the person knows. */
  | { readonly words: readonly Word[] }
  | { readonly paths: "folders" | "files" };

/** A word with what it stands for. */
export interface Word {
  readonly text: string;
  readonly meaning: string;
}

/** An option. */
export interface OptionOffer {
  readonly text: string;
  readonly meaning: string;
  /** What follows it; undefined of a flag. */
  readonly value?: Offer;
}

/** All that can be typed. */
export interface CommandLineOffers {
  readonly options: readonly OptionOffer[];
  /** First words that are no suite, with what follows each. */
  readonly commands: readonly (Word & { readonly next: Offer })[];
  readonly suites: readonly Word[];
}

/** What stands for a value in the help, and what can be typed there. */
export type Placeholders = Readonly<Record<string, Offer>>;

const NOTHING: Offer = { words: [] };

/**
 * What a help text offers. It has a line for each option, "--name VALUE  what
 * it is for", and a line of usage for each command, "deno task repro name …".
 */
export function offersIn(
  help: string,
  { placeholders, suites }: {
    placeholders: Placeholders;
    suites: readonly Word[];
  },
): CommandLineOffers {
  const offerOf = (value: string): Offer =>
    placeholders[value] ??
      (/^[a-z]+(\|[a-z]+)+$/.test(value)
        ? wordsOffer(value.split("|"))
        : NOTHING);
  const options = [...help.matchAll(/^(--[a-z-]+)(?: (\S+))?(?: {2,}(.*))?$/gm)]
    .map(([, text, value, meaning = ""]) => ({
      text: text!,
      // Where it goes on in the next line.
      meaning: meaning.replace(/[,;:]$/, ""),
      ...value === undefined ? {} : { value: offerOf(value) },
    }));
  const commands = [...help.matchAll(/ task repro ([a-z]+)(?: (\S+))?/g)]
    .map(([, text, next = ""]) => ({
      ...{ text: text!, meaning: "" },
      next: offerOf(next),
    }));
  return { options, commands, suites };
}

/** An offer of words that need no explanation. */
export function wordsOffer(words: readonly string[]): Offer {
  return { words: words.map((text) => ({ text, meaning: "" })) };
}
