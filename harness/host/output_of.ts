/**
 * What a program prints on standard output; undefined if it is not there or
 * fails, as one does that finds nothing to report on.
 */
export async function outputOf(
  program: string,
  args: readonly string[],
): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command(program, {
      args: [...args],
      // What is parsed must be in English.
      env: { LC_ALL: "C" },
      ...{ stdin: "null", stdout: "piped", stderr: "null" },
    }).output();
    return success ? new TextDecoder().decode(stdout) : undefined;
  } catch (error) {
    // Deno refuses by that error as well what it could not resolve.
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
