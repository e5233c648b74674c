import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { withFolder } from "../testing.ts";
import { PROJECT } from "../testing_process.ts";
import { seen, startOnTerminal } from "./testing_terminal.ts";

const ROWS = 30;

/** Starts `deno task repro` on a terminal. */
function start(
  args: readonly string[],
  { columns, env = {} }: {
    columns: number;
    env?: Readonly<Record<string, string>>;
  },
) {
  // A task that runs the tests says where its own person is.
  const {
    INIT_CWD: _,
    NO_COLOR: _no,
    FORCE_COLOR: _force,
    ...inherited
  } = Deno.env.toObject();
  return startOnTerminal(
    [
      ...["deno", "task", "--quiet", "--config", join(PROJECT, "deno.json")],
      ...["repro", ...args, "--engine", "wasm", "--no-gate"],
    ],
    {
      ...{ columns, rows: ROWS, cwd: PROJECT },
      env: { ...inherited, TERM: "xterm", ...env },
    },
  );
}

/** Without what Deno erases before it starts a program. */
function withoutErasing(written: string): string {
  return written.replaceAll("\x1b[0G\x1b[2K\x1b[J", "");
}

test("a live picture fits 80 columns, and Ctrl-C leaves nothing of it", async () => {
  await withFolder(async (results) => {
    const terminal = start(
      ["ne-convergence-slows", "--jobs", "2", "--results", results],
      { columns: 80 },
    );
    assert(await terminal.until("examples/s"));
    await terminal.type("\x03");
    const { code, written } = await terminal.end();
    assertEquals(code, 130);
    assert(!written.includes("\x1b[?25"), "the cursor is left alone");

    const size = { columns: 80, rows: ROWS };
    const shown = written.indexOf("\x1b[J", written.indexOf("examples/s"));
    const picture = await seen(written.slice(0, shown), size);
    // Each line ends before the last column, so none has broken.
    assert(picture.slice(2).every(({ length }) => length < 80));
    assertEquals(picture.length, 2 + 2 + 2, picture.join("\n"));
    assertMatch(picture[2]!, /░ 0\/\d+ runs, time left unknown/);
    for (const line of picture.slice(4)) assertStringIncludes(line, " seed 0 ");

    const lines = await seen(written, size);
    assertStringIncludes(lines[0]!, "smoke tier, engine wasm (as asked)");
    assertStringIncludes(lines[2]!, "Stopping at the next step");
    assertMatch(
      lines[3]!,
      /Interrupted: 0 of \d+ runs are finished and kept; /,
    );
    assert(!lines.some((line) => /[░█]|\^C|seed/.test(line)), lines.join("\n"));
  });
});

test("a report fits 100 columns, in colours unless they are not wanted", async () => {
  await withFolder(async (results) => {
    const args = ["ne-covariance", "ne-exact", "--results", results];
    const size = { columns: 100, rows: ROWS };
    const coloured = await start(args, size).end();
    assertEquals(coloured.code, 0, coloured.written);
    assertStringIncludes(
      coloured.written,
      "\x1b[32mreproduced (exact)\x1b[39m",
    );
    const report = (lines: readonly string[]) =>
      lines.slice(lines.findIndex((line) => line.startsWith("ne-covariance:")));
    const lines = await seen(coloured.written, size);
    assertEquals(
      lines.filter((line) => line.includes("│ ne-exact ")).length,
      1,
    );

    const plain = await start(args, { ...size, env: { NO_COLOR: "1" } }).end();
    assert(!withoutErasing(plain.written).includes("\x1b"), plain.written);
    assertEquals(report(await seen(plain.written, size)), report(lines));
  });
});

test("a terminal that cannot renew lines gets plain ones", async () => {
  await withFolder(async (results) => {
    const { code, written } = await start(
      ["ne-covariance", "--results", results],
      { columns: 80, env: { TERM: "dumb", NO_COLOR: "1" } },
    ).end();
    assertEquals(code, 0);
    assertStringIncludes(written, "3 runs, 0 of them finished before\r\n");
    assertStringIncludes(written, "[3/3] ");
    assert(!withoutErasing(written).includes("\x1b"), written);
  });
});
