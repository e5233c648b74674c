import type { CommandLineOffers, Offer } from "./command_line.ts";
import { quoted } from "../quoted.ts";

/** A fish script that completes what is offered after `deno task repro`. */
export function fishScript(
  { options, commands, suites }: CommandLineOffers,
): string {
  const names = commands.map(({ text }) => text).join(" ");
  return `# Completes "deno task repro" in fish: put these lines into
# ~/.config/fish/config.fish.

function __gradnoise_words --description 'Words between "repro" and the cursor'
    set --local words (commandline -opc)
    test "$words[2]" = task; or return 1
    set --local at (contains --index repro $words); or return 1
    string join \\n -- $words[(math $at + 1)..]
    return 0
end

function __gradnoise_repro --description 'Whether this is "deno task repro"'
    __gradnoise_words >/dev/null
end

function __gradnoise_first --description 'Whether the first word is to come'
    set --local words (__gradnoise_words); or return 1
    test -z "$words"
end

function __gradnoise_after --description 'Whether one of these words was first'
    set --local words (__gradnoise_words); or return 1
    contains -- "$words[1]" $argv
end

complete -c deno -n __gradnoise_repro -f
${
    [
      ...lines(`__gradnoise_repro; and not __gradnoise_after ${names}`, {
        words: suites,
      }),
      ...lines("__gradnoise_first", { words: commands }),
      ...commands.flatMap(({ text, next }) =>
        lines(`__gradnoise_after ${text}`, next)
      ),
      ...options.map(({ text, meaning, value }) =>
        line("__gradnoise_repro", [
          ...["-l", text.slice("--".length), "-d", quoted(meaning)],
          ...value === undefined ? [] : ["-x", ...valueOf(value)],
        ])
      ),
    ].join("\n")
  }
`;
}

/** The commands that make an offer under a condition. */
function lines(condition: string, offer: Offer): string[] {
  if ("paths" in offer) return [line(condition, valueOf(offer))];
  return offer.words.map(({ text, meaning }) =>
    line(condition, [
      ...["-a", quoted(text)],
      ...meaning === "" ? [] : ["-d", quoted(meaning)],
    ])
  );
}

function line(condition: string, args: readonly string[]): string {
  return ["complete -c deno -n", quoted(condition), ...args].join(" ");
}

/** The arguments that offer a value. */
function valueOf(offer: Offer): string[] {
  if ("words" in offer) {
    return offer.words.length === 0
      ? []
      : ["-a", quoted(offer.words.map(({ text }) => text).join(" "))];
  }
  return [
    "-a",
    quoted(
      offer.paths === "folders"
        ? "(__fish_complete_directories)"
        : "(__fish_complete_path)",
    ),
  ];
}
