import type { CommandLineOffers, Offer, Word } from "./command_line.ts";
import { quoted } from "../quoted.ts";

/** A zsh script that completes what is offered after `deno task repro`. */
export function zshScript(
  { options, commands, suites }: CommandLineOffers,
): string {
  const specifications = options.map(({ text, meaning, value }) =>
    value === undefined
      ? `${text}[${escaped(meaning)}]`
      : `${text}=[${escaped(meaning)}]:value:${action(value)}`
  );
  return `# Completes "deno task repro" in zsh: put these lines into ~/.zshrc.

_gradnoise_repro() {
  local -a line suites=(
${suites.map((word) => `    ${quoted(described(word))}`).join("\n")}
  )
  local -a commands=(${commands.map(({ text }) => text).join(" ")})
  local context state state_descr
  typeset -A opt_args
  _arguments -C \\
${specifications.map((text) => `    ${quoted(text)} \\`).join("\n")}
    '1: :->first' '*: :->other' && return
  case $state in
    first)
      _describe suite suites
      _describe command commands
      ;;
    other)
      # The first word says what may follow.
      case $line[1] in
${
    commands.map(({ text, next }) => `        ${text}) ${command(next)} ;;`)
      .join("\n")
  }
        *) _describe suite suites ;;
      esac
      ;;
  esac
}

_gradnoise_deno() {
  local at=\${words[(i)repro]}
  if [[ $words[2] == task ]] && (( at < CURRENT )); then
    shift $(( at - 1 )) words
    (( CURRENT -= at - 1 ))
    _gradnoise_repro
  elif [[ -n $_gradnoise_others ]]; then
    $_gradnoise_others "$@"
  else
    _default
  fi
}

(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
# What completes other commands of deno goes on doing so.
if [[ \${_comps[deno]:-_gradnoise_deno} != _gradnoise_deno ]]; then
  _gradnoise_others=$_comps[deno]
fi
compdef _gradnoise_deno deno
`;
}

/** A word of a list that `_describe` shows. */
function described({ text, meaning }: Word): string {
  return meaning === "" ? text : `${text}:${meaning}`;
}

/** What `_arguments` completes a value with. */
function action(offer: Offer): string {
  if ("words" in offer) {
    return `(${offer.words.map(({ text }) => text).join(" ")})`;
  }
  return offer.paths === "folders" ? "_files -/" : "_files";
}

/** The command that makes an offer. */
function command(offer: Offer): string {
  if ("words" in offer) {
    return offer.words.length === 0
      ? "return 1"
      : `compadd ${offer.words.map(({ text }) => quoted(text)).join(" ")}`;
  }
  return action(offer);
}

function escaped(text: string): string {
  return text.replaceAll(/[[\]:\\]/g, "\\$&");
}
