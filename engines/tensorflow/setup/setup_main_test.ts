import { join } from "node:path";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOfFile } from "../../../core/checksum.ts";
import { requireTensorflow } from "../installation/find.ts";
import { LIBRARY_NAMES } from "../installation/installation.ts";
import { namesIn } from "../installation/present.ts";
import { packagesIn } from "../installation/private.ts";
import { withFolder } from "../../../core/testing_folder.ts";
import {
  makePackage,
  recordLine,
  writeMetadata,
} from "../installation/testing.ts";
import {
  cacheIn,
  type Ended,
  LEAVE_TO_LOOK,
  type Program,
  run,
  start,
  writeProgram,
} from "../installation/testing_process.ts";
import { SETUP_HELP } from "./setup_arguments.ts";

const rootIn = (home: string) => join(cacheIn(home), "tensorflow");

/** The setup, with the leave that its task has. */
function setupIn(home: string, options: Partial<Program> = {}): Program {
  return {
    home,
    module: "setup/setup_main.ts",
    leave: [...LEAVE_TO_LOOK, "--allow-write", "--allow-run"],
    ...options,
  };
}

/**
 * Puts a `python3` into a home that has no TensorFlow and whose pip does
 * `work`, with `$target` and `$log`.
 */
async function writePython(home: string, work: string): Promise<void> {
  await writeProgram(home, {
    name: "python3",
    script: `case "$2" in
      *'find_spec("tensorflow")'*) echo /env; echo; exit ;;
    esac
    while [ $# -gt 0 ]; do
      case "$1" in --target) target=$2 ;; --log) log=$2 ;; esac
      shift
    done
    echo "pip is at work" >&2
    ${work}`,
  });
}

/** Makes packages of the installed libraries, by links to them. */
async function linkPackages(packages: string): Promise<void> {
  const installed = await requireTensorflow();
  const folder = join(packages, "tensorflow");
  await Deno.mkdir(folder, { recursive: true });
  const lines = [];
  for (const library of ["framework", "cc"] as const) {
    const name = LIBRARY_NAMES[library];
    await Deno.symlink(installed[library], join(folder, name));
    const digest = await digestOfFile(installed[library]);
    lines.push(recordLine(`tensorflow/${name}`, digest));
  }
  const version = installed.version ?? "2.21.0";
  await writeMetadata(packages, { name: "tensorflow_cpu", version, lines });
}

/** Runs a program; calls `then` once it has said `after` on standard error. */
async function watched(
  program: Program,
  { after, then }: {
    after: string;
    then: (child: Deno.ChildProcess) => void;
  },
): Promise<Ended> {
  const child = await start(program);
  const stdout = new Response(child.stdout).text();
  let stderr = "";
  let said = false;
  for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
    stderr += part;
    if (said || !stderr.includes(after)) continue;
    said = true;
    then(child);
  }
  return { code: (await child.status).code, stdout: await stdout, stderr };
}

test("the setup installs once, also if two are started, and then is done", () =>
  withFolder(async (home) => {
    const source = join(home, "source");
    await linkPackages(source);
    // Pip is at work until the other setup waits, or does not within a minute.
    const go = join(home, "go");
    await writePython(
      home,
      `for i in $(seq 600); do [ -e "${go}" ] && break; sleep 0.1; done
      cp -RP "${source}/." "$target"`,
    );
    const setup = () =>
      watched(setupIn(home), {
        after: "Waiting for",
        then: () => Deno.writeTextFileSync(go, ""),
      });
    const both = await Promise.all([setup(), setup()]);
    const folder = join(packagesIn(rootIn(home)), "tensorflow");
    for (const { code, stdout } of both) {
      assertStringIncludes(stdout, ` is ready in ${folder} (deno task setup:`);
      assertEquals(code, 0);
    }
    assertEquals(both.map(({ stderr }) => stderr).toSorted(), [
      `Installing TensorFlow 2.21.0 (cpu build) in ${rootIn(home)}\n` +
      "pip is at work\nVerifying the libraries\n",
      "Waiting for another setup to end\n",
    ]);
    const third = await run(setupIn(home));
    assertEquals([third.code, third.stderr], [0, ""]);
    assertEquals(third.stdout, both[0].stdout.trimEnd());
    assertEquals(namesIn(rootIn(home)), [".setup.lock", "installed"]);
  }));

/** Ends a program once it has said something on standard error. */
async function stop(
  program: Program,
  { after, signal }: { after: string; signal: Deno.Signal },
): Promise<Ended> {
  return await watched(program, {
    ...{ after, then: (child) => child.kill(signal) },
  });
}

test("a setup that is interrupted or killed leaves what was there", () =>
  withFolder(async (home) => {
    const root = rootIn(home);
    await makePackage(packagesIn(root));
    // Half an installation, and then no more until standard input ends.
    const after = "half is there";
    await writePython(
      home,
      `mkdir "$target/tensorflow"; echo "${after}" >&2; exec cat`,
    );
    const force = setupIn(home, { args: ["--force"] });
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      const { code, stderr } = await stop(force, { after, signal });
      assertEquals(code, 130);
      assertMatch(stderr, /\nInterrupted: nothing was installed\n$/);
      assertEquals(namesIn(root), [".setup.lock", "installed"]);
    }
    await stop(force, { after, signal: "SIGKILL" });
    assertEquals(namesIn(root).length, 4);
    assertEquals((await run(setupIn(home))).code, 0);
    await writePython(home, "exit 1");
    assertEquals((await run(force)).code, 3);
    assertEquals(namesIn(root), [".setup.lock", "installed"]);
  }));

/** `said` counts the lines on standard error, the last of them the error. */
const FAILURES = [
  {
    what: "no pip",
    work: "exit 90",
    said: 3,
    code: 2,
    message: "Cannot install TensorFlow: python3 has no pip. Install it",
  },
  {
    what: "a full disk",
    work: 'echo "ERROR: [Errno 28] No space left on device" > "$log"; exit 2',
    said: 3,
    code: 3,
    message: "Cannot install TensorFlow: the disk is full",
  },
  {
    what: "a package without the libraries",
    work: "exit 0",
    said: 4,
    code: 3,
    message: "Cannot install TensorFlow: its package lacks the libraries",
  },
  {
    what: "a library that is not what its package says",
    work: 'cp -R packages/. "$target"; ' +
      'for f in "$target"/tensorflow/lib*; do echo x >> "$f"; done',
    said: 4,
    code: 3,
    message: "Cannot use what pip installed: libtensorflow_",
  },
  {
    what: "libraries that cannot be loaded",
    work: 'cp -R packages/. "$target"',
    said: 4,
    code: 3,
    message: "Cannot load ",
  },
];

for (const { what, work, said, code, message } of FAILURES) {
  test(`the setup ends in one line for ${what}`, () =>
    withFolder(async (home) => {
      await makePackage(join(home, "packages"));
      await writePython(home, `cd "${home}"; ${work}`);
      const ended = await run(setupIn(home));
      const lines = ended.stderr.split("\n");
      assertEquals([ended.code, ended.stdout, lines.length], [code, "", said]);
      assertStringIncludes(lines.at(-1)!, `error: ${message}`);
      assertEquals(namesIn(rootIn(home)), [".setup.lock"]);
    }));
}

test("the setup says that there is no Python", () =>
  withFolder(async (home) => {
    const { code, stderr } = await run(setupIn(home, { path: "" }));
    assertEquals(code, 2);
    assertStringIncludes(
      stderr,
      "error: Cannot install TensorFlow: there is no",
    );
  }));

test("the setup says if another installation comes first", () =>
  withFolder(async (home) => {
    const own = await makePackage(packagesIn(rootIn(home)));
    // Without its package nobody knows the build of this one.
    const bare = join(home, "bare", "lib");
    await Deno.mkdir(join(home, "bare"));
    await Deno.rename(await makePackage(join(home, "other")), bare);
    const ended = await run(setupIn(home, {
      args: ["--variant", "cpu"],
      env: { GRADNOISE_TENSORFLOW: bare },
    }));
    assertEquals(ended, {
      code: 0,
      stdout: `TensorFlow 2.21.0 is ready in ${own} (deno task ` +
        "setup:tensorflow)",
      stderr:
        `But the one in ${bare} (GRADNOISE_TENSORFLOW) comes before it; ` +
        `to use this one, set GRADNOISE_TENSORFLOW=${own}`,
    });
  }));

test("the setup prints its help, and mistakes in one line", () =>
  withFolder(async (home) => {
    const help = await run(setupIn(home, { args: ["--help"] }));
    assertEquals(help, { code: 0, stdout: SETUP_HELP, stderr: "" });
    const mistake = await run(setupIn(home, { args: ["--variant", "tpu"] }));
    assertEquals([mistake.code, mistake.stdout], [2, ""]);
    assertMatch(mistake.stderr, /^error: Unknown variant "tpu": .*$/);
  }));
