import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import { slurmOptions } from "./options.ts";

function read(strings: Record<string, string>, noWait = false) {
  return slurmOptions(strings, { noWait });
}

function refusal(strings: Record<string, string>, noWait = false): string {
  const { message } = assertThrows(() => read(strings, noWait), UsageError);
  assertEquals(message.includes("\n"), false);
  return message;
}

test("runs are done here unless Slurm is asked for", () => {
  assertEquals(read({}), undefined);
  assertEquals(read({ launcher: "here", jobs: "3" }), undefined);
  assertEquals(read({ launcher: "slurm" }), { directives: [], wait: true });
});

test("what sbatch needs are its arguments, the user's own last", () => {
  const strings = {
    launcher: "slurm",
    slurm: ' --account=x --comment="a b" ',
    partition: "gpu,big",
    time: "1-12:30",
    gres: "gpu:h200:1",
    chunk: "5",
    jobs: "20",
  };
  assertEquals(read(strings, true), {
    directives: [
      ...["--partition=gpu,big", "--time=1-12:30", "--gres=gpu:h200:1"],
      ...["--account=x", "--comment=a b"],
    ],
    chunk: 5,
    atOnce: 20,
    wait: false,
  });
});

test("what cannot be meant is refused in a line", () => {
  assertStringIncludes(
    refusal({ launcher: "pbs" }),
    "there are here and slurm",
  );
  assertStringIncludes(refusal({ gres: "gpu:1" }), "Cannot use --gres here");
  assertStringIncludes(refusal({}, true), "Cannot use --no-wait here");
  for (const partition of ["a b", 'a"', "a\n#SBATCH -n 9", ""]) {
    assertStringIncludes(
      refusal({ launcher: "slurm", partition }),
      "Cannot use --partition",
    );
  }
  for (const slurm of ["--mem=8G\n--x", "mem=8G", "", '--comment="a b']) {
    assertStringIncludes(
      refusal({ launcher: "slurm", slurm }),
      "must be options of sbatch on one line",
    );
  }
  assertStringIncludes(
    refusal({ launcher: "slurm", chunk: "0" }),
    "Cannot use --chunk 0",
  );
});

test("what the call itself sets is refused among the user's own options", () => {
  for (
    const [word, option] of [
      ["--array=0-3", "--array"],
      ["--arr=0-3", "--array"],
      ["-a 0-3", "--array"],
      ["--output x.log", "--output"],
      ["-ox.log", "--output"],
      ["--job-name=x", "--job-name"],
      ["-J x", "--job-name"],
      ["'--export=NONE'", "--export"],
    ] as const
  ) {
    assertStringIncludes(
      refusal({ launcher: "slurm", slurm: `--mem=8G ${word}` }),
      `Cannot use ${option} in --slurm "--mem=8G ${word}": the call sets --array, --output, --job-name, --export itself`,
    );
  }
  for (const word of ["--wait", "-W"]) {
    assertStringIncludes(
      refusal({ launcher: "slurm", slurm: `--mem=8G ${word}` }),
      `Cannot use --wait in --slurm "--mem=8G ${word}": the call waits itself, unless it has --no-wait`,
    );
  }
  for (const word of ["--clusters=other", "--clus other", "-M other"]) {
    assertStringIncludes(
      refusal({ launcher: "slurm", slurm: `--mem=8G ${word}` }),
      `Cannot use --clusters in --slurm "--mem=8G ${word}": squeue would not look there; set SLURM_CLUSTERS`,
    );
  }
  const others = ["--account=x", "--open-mode=truncate", "--exclude=n1", "-A"];
  assertEquals(
    read({ launcher: "slurm", slurm: others.join(" ") })!.directives,
    others,
  );
});
