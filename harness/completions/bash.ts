import type { CommandLineOffers, Offer } from "./command_line.ts";
import { quoted } from "../quoted.ts";

/** A bash script that completes what is offered after `deno task repro`. */
export function bashScript(
  { options, commands, suites }: CommandLineOffers,
): string {
  const texts = (words: readonly { text: string }[]) =>
    words.map(({ text }) => text);
  return `# Completes "deno task repro" in bash: put these lines into ~/.bashrc.

_gradnoise_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}

_gradnoise_repro() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  # Bash takes "--tier=desk" for three words.
  if [[ $current == "=" ]]; then
    current=""
  elif [[ $previous == "=" ]]; then
    previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  case $previous in
${
    options.flatMap(({ text, value }) =>
      value === undefined ? [] : [`    ${text}) ${reply(value)}; return ;;`]
    ).join("\n")
  }
  esac
  if [[ $current == -* ]]; then
    _gradnoise_words ${quoted(texts(options).join(" "))}
    return
  fi
  # The first word after "repro" says what may follow.
  case $(( COMP_CWORD - $1 )),\${COMP_WORDS[$1]} in
    0,*) _gradnoise_words ${
    quoted(texts([...commands, ...suites]).join(" "))
  } ;;
${
    commands.map(({ text, next }) => `    *,${text}) ${reply(next)} ;;`)
      .join("\n")
  }
    *) _gradnoise_words ${quoted(texts(suites).join(" "))} ;;
  esac
}

_gradnoise_deno() {
  local i
  for ((i = 2; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[1]} == task && \${COMP_WORDS[i]} == repro ]]; then
      _gradnoise_repro $((i + 1))
      return
    fi
  done
  if [[ -n $_gradnoise_others ]]; then
    "$_gradnoise_others" "$@"
  else
    compopt -o default
  fi
}

# What completes other commands of deno goes on doing so.
if [[ "$(complete -p deno 2>/dev/null)" =~ -F\\ ([^ ]+) &&
  \${BASH_REMATCH[1]} != _gradnoise_deno ]]; then
  _gradnoise_others=\${BASH_REMATCH[1]}
fi
complete -F _gradnoise_deno deno
`;
}

/** The command that makes an offer. */
function reply(offer: Offer): string {
  if ("words" in offer) {
    return offer.words.length === 0
      ? "COMPREPLY=()"
      : `_gradnoise_words ${
        quoted(offer.words.map(({ text }) => text).join(" "))
      }`;
  }
  return `compopt -o ${offer.paths === "folders" ? "dirnames" : "default"}`;
}
