import {
  type CommandLineOffers,
  offersIn,
  wordsOffer,
} from "./command_line.ts";

const SUITES = [
  { text: "ne-exact", meaning: "It's exact: 100 % [of it]" },
  { text: "ne-convergence-slows", meaning: "Slow" },
];

/** What a made-up help text offers. */
export const OFFERS: CommandLineOffers = offersIn(
  `Does things.

Usage: deno task repro [SUITE...] [options]
       deno task repro list [--json]
       deno task repro show SUITE
       deno task repro open DIR
       deno task repro completions bash|zsh|fish

SUITE             a suite
--tier TIER       how much: [smoke],
                  or more
--seeds N|a,b,c   which ones
--data-dir DIR    where "it's"
--summary FILE    what
--no-gate         not

"list" shows them.`,
  {
    suites: SUITES,
    placeholders: {
      SUITE: { words: SUITES },
      TIER: wordsOffer(["smoke", "desk", "paper"]),
      DIR: { paths: "folders" },
      FILE: { paths: "files" },
    },
  },
);
