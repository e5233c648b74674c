/**
 * Modules in a process with other environment variables, for tests: those of
 * this process belong to all tests that run at the same time.
 *
 * @module
 */
import { assertEquals } from "@std/assert";

/** What is evaluated, and with which variables. */
export interface Evaluation {
  /** An expression in which `module` is the module. */
  readonly expression: string;
  /**
   * Variables besides those of this process; undefined: it has none. What the
   * user has TensorFlow print is left out by default.
   */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The value of an expression, as JSON has it, or name and message of its error.
 * Nothing may be written to standard error meanwhile.
 */
export async function evaluatedWith(
  module: URL,
  { expression, env }: Evaluation,
): Promise<unknown> {
  const code = `const module = await import(${JSON.stringify(module.href)});
    const answer = await (async () => ${expression})().catch(
      ({ name, message }) => ({ name, message }),
    );
    console.log(JSON.stringify(answer));`;
  const inherited = { ...Deno.env.toObject(), TF_CPP_MIN_LOG_LEVEL: undefined };
  const variables = Object.entries({ ...inherited, ...env })
    .flatMap(([name, value]) => value === undefined ? [] : [[name, value]]);
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", "--ext=ts", code],
    cwd: new URL("..", import.meta.url),
    env: Object.fromEntries(variables),
    clearEnv: true,
  }).output();
  const [said, error] = [stdout, stderr]
    .map((bytes) => new TextDecoder().decode(bytes)) as [string, string];
  assertEquals(error, "");
  return JSON.parse(said);
}
