import { join } from "node:path";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { namesIn } from "../installation/present.ts";
import {
  endOf,
  type Program,
  runScript,
  start,
} from "../installation/testing_process.ts";

/** A program that installs its arguments through pip. */
const PROGRAM = `
  import { runPip } from "${new URL("./pip.ts", import.meta.url)}";
  const [target, scratch, ...requirements] = Deno.args;
  const { signal } = new AbortController();
  try {
    await runPip(requirements, { target, scratch, signal });
  } catch (error) {
    console.log(error.name + ": " + error.message);
  }
`;

/** Makes wheels of one file each: name, version, tag and the file's path. */
const MAKE_WHEELS = `
import sys, zipfile
for wheel in sys.argv[1:]:
    name, version, tag, path = wheel.split(",")
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(f"{name}-{version}-{tag}.whl", "w") as archive:
        archive.writestr(path, name)
        archive.writestr(f"{info}/METADATA",
            f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n"
            "Requires-Dist: made-up-nowhere\\n")
        archive.writestr(f"{info}/WHEEL",
            f"Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: {tag}\\n")
        archive.writestr(f"{info}/RECORD", f"{path},,\\n")
`;

/** Runs {@linkcode PROGRAM} with real pip and without the network. */
async function install(
  home: string,
  requirements: readonly string[],
  env: Program["env"] = {},
): Promise<string> {
  const [target, scratch] = [join(home, "target"), join(home, "scratch")];
  await Deno.mkdir(scratch, { recursive: true });
  const { stdout } = await runScript(PROGRAM, {
    home,
    leave: ["--allow-read", "--allow-run"],
    args: [target, scratch, ...requirements],
    env: { PIP_NO_INDEX: "1", PIP_FIND_LINKS: home, ...env },
  });
  assertEquals(namesIn(scratch), ["pip.log"]);
  return stdout;
}

test("runPip installs for one Python, whichever does it", () =>
  withFolder(async (home) => {
    const made = await new Deno.Command("python3", {
      args: [
        ...["-c", MAKE_WHEELS, "made_up,1.0,cp312-none-any,made_up/a"],
        ...["made_up,1.0,cp39-none-any,made_up/b"],
        ...["nvidia_one,12.9,py3-none-any,nvidia/one/x"],
        ...["nvidia_two,12.1,py3-none-any,nvidia/two/x"],
        ...["nvidia_two,13.0,py3-none-any,nvidia/two/y"],
      ],
      cwd: home,
    }).output();
    assertEquals(new TextDecoder().decode(made.stderr), "");
    const target = join(home, "target");
    assertEquals(await install(home, ["made-up==1.0"]), "");
    assertEquals(namesIn(join(target, "made_up")), ["a"]);
    // What people set for other work does not matter here.
    const env = { PIP_REQUIRE_VIRTUALENV: "1", PIP_USER: "1" };
    const cuda = ["nvidia-one<13.0,>=12.5", "nvidia-two<13.0,>=12"];
    assertEquals(await install(home, cuda, env), "");
    assertEquals(namesIn(join(target, "nvidia", "one")), ["x"]);
    assertEquals(namesIn(join(target, "nvidia", "two")), ["x"]);
  }));

test("runPip says that there is no such package", () =>
  withFolder(async (home) => {
    const message = await install(home, ["made-up==1.0"]);
    assertStringIncludes(
      message,
      "UsageError: Cannot install TensorFlow: pip finds no package for this " +
        "system. It needs",
    );
    assertStringIncludes(message, "(Using pip ");
  }));

test("runPip says that it is offline", () =>
  withFolder(async (home) => {
    const message = await install(home, ["made-up==1.0"], {
      PIP_NO_INDEX: "0",
      PIP_INDEX_URL: "http://127.0.0.1:9/simple",
      PIP_RETRIES: "0",
    });
    assertStringIncludes(
      message,
      "Breakdown: Cannot install TensorFlow: pip does not reach the packages (",
    );
  }));

test("pip ends with the process that started it", () =>
  withFolder(async (home) => {
    const asked = Promise.withResolvers<AbortSignal>();
    const { promise: end, resolve: answer } = Promise.withResolvers<Response>();
    await using server = Deno.serve({
      hostname: "127.0.0.1",
      port: 0,
      onListen: () => {},
    }, ({ signal }) => {
      asked.resolve(signal);
      return end;
    });
    const module = join(home, "program.ts");
    await Deno.writeTextFile(module, PROGRAM);
    const child = await start({
      home,
      module,
      leave: ["--allow-read", "--allow-run"],
      args: [join(home, "target"), home, "made-up==1.0"],
      env: { PIP_INDEX_URL: `http://127.0.0.1:${server.addr.port}/simple` },
    });
    const ended = endOf(child);
    const connection = await asked.promise;
    const closed = new Promise((resolve) => {
      connection.addEventListener("abort", resolve);
    });
    child.kill("SIGKILL");
    await closed;
    answer(new Response());
    assertEquals((await ended).code, 137);
  }));
