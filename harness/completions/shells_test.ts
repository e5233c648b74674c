import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { withFolder } from "../testing.ts";
import { seen, startOnTerminal } from "../terminal/testing_terminal.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { OFFERS } from "./testing.ts";
import { zshScript } from "./zsh.ts";

const SUITES = ["ne-exact", "ne-convergence-slows"];
const COMMANDS = ["list", "show", "open", "completions"];
const OPTIONS = ["--tier", "--seeds", "--data-dir", "--summary", "--no-gate"];

/** What is offered at the end of each line; a folder has "sub" and "file". */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ["deno task repro ", [...COMMANDS, ...SUITES]],
  ["deno task repro ne-c", ["ne-convergence-slows"]],
  ["deno task --quiet repro ne-exact ne-", SUITES],
  ["deno task repro --no-gate ne-e", ["ne-exact"]],
  ["deno task repro --tier ", ["smoke", "desk", "paper"]],
  ["deno task repro ne-exact --tier de", ["desk"]],
  ["deno task repro --", OPTIONS],
  ["deno task repro --seeds ", []],
  ["deno task repro list ", []],
  ["deno task repro show ", SUITES],
  ["deno task repro completions f", ["fish"]],
];
const SIZE = { columns: 100, rows: 24 };

async function installed(shell: string): Promise<boolean> {
  const command = new Deno.Command("sh", {
    args: ["-c", `command -v ${shell}`],
    ...{ stdout: "null", stderr: "null" },
  });
  return (await command.output()).success;
}

/** What a shell prints. */
async function printed(
  [shell, ...args]: readonly string[],
  cwd: string,
): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(shell!, {
    args,
    cwd,
    // A shell complains of a locale that is not there.
    env: { LC_ALL: "C" },
  }).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout);
}

/** Calls `body` with a folder that holds the script, a folder and a file. */
async function withScript(
  script: string,
  body: (folder: string, path: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const path = join(folder, "script");
    await Deno.writeTextFile(path, script);
    await Deno.mkdir(join(folder, "home", "sub"), { recursive: true });
    await Deno.writeTextFile(join(folder, "home", "file"), "");
    await body(join(folder, "home"), path);
  });
}

/**
 * Types the first half of each line and the Tab key, and expects that the shell
 * types the second.
 */
async function checkTyping(
  halves: readonly (readonly [string, string])[],
  { shell, setUp, folder }: {
    shell: readonly string[];
    setUp: string;
    folder: string;
  },
): Promise<void> {
  const terminal = startOnTerminal(shell, {
    ...SIZE,
    cwd: folder,
    env: {
      ...{ PATH: Deno.env.get("PATH") ?? "", TERM: "xterm", PS1: "% " },
      ...{ HOME: folder, INPUTRC: "/dev/null" },
    },
  });
  await terminal.type(`${setUp}; echo re''ady\n`);
  await terminal.until("ready\r\n");
  for (const [typed] of halves) {
    // Ctrl-A and Ctrl-E go to where the line begins and ends.
    await terminal.type(`${typed}\t\x01echo '<\x05>'\n`);
  }
  await terminal.type("exit\n");
  const { written } = await terminal.end();
  const lines = await seen(written, SIZE);
  assertEquals(
    lines.filter((line) => /^<.*>$/.test(line))
      .map((line) => line.slice(1, -1).trimEnd()),
    halves.map((half) => half.join("")),
    lines.join("\n"),
  );
}

test("bash offers what can be typed", async () => {
  await withScript(bashScript(OFFERS), async (folder, path) => {
    const commands = CASES.map(([line]) => {
      const words = line.split(" ").map((word) => `'${word}'`);
      return `COMPREPLY=(); COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${
        words.length - 1
      }; _gradnoise_deno; echo "\${COMPREPLY[*]}"`;
    });
    const output = await printed(
      ["bash", "-c", [`. '${path}'`, ...commands].join("\n")],
      folder,
    );
    const offered = output.trimEnd().split("\n");
    for (const [index, [line, expected]] of CASES.entries()) {
      const words = (offered[index] ?? "").split(" ").filter((word) => word);
      assertEquals(words.toSorted(), [...expected].toSorted(), line);
    }
  });
});

test("bash completes on the Tab key", async () => {
  await withScript(bashScript(OFFERS), async (folder, path) => {
    const options = {
      shell: ["bash", "--norc", "--noprofile", "-i"],
      ...{ setUp: `. '${path}'`, folder },
    };
    await checkTyping([
      ["deno task repro ne-c", "onvergence-slows"],
      ["deno task repro --tier=d", "esk"],
      ["deno task repro --data-dir s", "ub/"],
      ["deno task repro --summary f", "ile"],
      ["deno task repro open s", "ub/"],
      // What is not ours is completed as ever.
      ["deno run fi", "le"],
    ], options);
  });
});

test("bash leaves other commands to who completed them before", async () => {
  await withScript(bashScript(OFFERS), async (folder, path) => {
    const others = `others() { COMPREPLY=(from-others); }
complete -F others deno
. '${path}'
. '${path}'
COMP_WORDS=(deno run ''); COMP_CWORD=2
_gradnoise_deno
echo "\${COMPREPLY[*]}"`;
    assertEquals(
      await printed(["bash", "-c", others], folder),
      "from-others\n",
    );
  });
});

if (await installed("fish")) {
  test("fish offers what can be typed", async () => {
    await withScript(fishScript(OFFERS), async (folder, path) => {
      const cases = [
        ...CASES,
        ["deno task repro --tier=", [
          "--tier=smoke",
          "--tier=desk",
          "--tier=paper",
        ]],
        ["deno task repro --data-dir s", ["sub/"]],
        ["deno task repro open s", ["sub/"]],
        ["deno task repro --summary f", ["file"]],
        ["deno run fi", ["file"]],
      ] as const;
      const commands = cases.map(([line]) =>
        `complete -C '${line}' | string replace -r '\\t.*' ''; echo ----`
      );
      const output = await printed([
        ...["fish", "--no-config", "-c"],
        [`source '${path}'`, ...commands].join("\n"),
      ], folder);
      const offered = output.split("----\n");
      for (const [index, [line, expected]] of cases.entries()) {
        const words = offered[index]!.split("\n").filter((word) => word);
        assertEquals(words.toSorted(), [...expected].toSorted(), line);
      }
    });
  });
}

if (await installed("zsh")) {
  test("zsh completes on the Tab key", async () => {
    await withScript(zshScript(OFFERS), async (folder, path) => {
      const options = {
        shell: ["zsh", "-f", "-i"],
        setUp:
          `autoload -Uz compinit; compinit -u -d "$HOME/dump"; setopt no_auto_remove_slash; . '${path}'`,
        folder,
      };
      await checkTyping([
        ["deno task repro ne-c", "onvergence-slows"],
        ["deno task repro ne-exact ne-c", "onvergence-slows"],
        ["deno task repro li", "st"],
        ["deno task repro --tier d", "esk"],
        ["deno task repro --tier=d", "esk"],
        ["deno task repro --no", "-gate"],
        ["deno task repro completions f", "ish"],
        ["deno task repro show ne-e", "xact"],
        ["deno task repro open s", "ub/"],
        ["deno task repro --data-dir s", "ub/"],
        ["deno task repro --summary f", "ile"],
        ["deno run fi", "le"],
      ], options);
    });
  });
}
