/**
 * Frames of this engine and of libraries, which no user wants to be sent to.
 * Packages that no project has beside it lie in Deno's cache, as
 * "npm/<host>/<name>/<version>".
 */
const INSIDE = new RegExp([
  "/node_modules/",
  "/npm/[^/]+/(@[^/]+/)?[^/]+/\\d+\\.\\d+\\.\\d+[^/]*/",
  "/engines/tensorflow/(?!.*_test\\.ts)",
  "^(ext|node):",
].join("|"));

/**
 * Where in the user's own code the present call comes from, as
 * "file:///…/step.ts:12:5"; "unknown place" if nothing but libraries called.
 */
export function callerLine(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Infinity;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = limit;
  return callerIn(stack);
}

/** The same in the text of a stack. */
export function callerIn(stack: string): string {
  for (const frame of stack.split("\n").slice(1)) {
    const place = /((?:file|https?|data|ext|node):.*?:\d+:\d+)\)?$/.exec(frame)
      ?.[1];
    if (place !== undefined && !INSIDE.test(place)) return place;
  }
  return "unknown place";
}
