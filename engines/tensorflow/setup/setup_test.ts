import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFolder } from "../../../core/testing_folder.ts";
import { makePackage } from "../installation/testing.ts";
import { LEAVE_TO_LOOK, runScript } from "../installation/testing_process.ts";

const MODULE = new URL("./setup.ts", import.meta.url);

test("a user without a home folder needs none for a named TensorFlow", () =>
  withFolder(async (home) => {
    const folder = await makePackage(home);
    const ended = (force: boolean) =>
      runScript(
        `import os from "node:os";
        import { setupTensorflow } from "${MODULE}";
        os.homedir = () => null;
        const { signal } = new AbortController();
        const options = { variant: undefined, force: ${force}, signal };
        await setupTensorflow({ ...options, say: console.error }).then(
          ({ installation }) => console.log(installation.folder),
          ({ name, message }) => console.error(name, message),
        );`,
        {
          home,
          leave: [...LEAVE_TO_LOOK, "--allow-write", "--allow-run"],
          env: { GRADNOISE_TENSORFLOW: folder },
        },
      );
    assertEquals(await ended(false), { code: 0, stdout: folder, stderr: "" });
    const { stdout, stderr } = await ended(true);
    assertEquals(stdout, "");
    assertMatch(stderr, /^UsageError .+ no home folder: set HOME$/);
  }));
