/** Frames of this engine and of libraries, which no user wants to be sent to. */
const INSIDE =
  /\/node_modules\/|\/engines\/tensorflow\/(?!.*_test\.ts)|^(ext|node):/;

/**
 * Where in the user's own code the present call comes from, as
 * "file:///…/step.ts:12:5"; "unknown place" if nothing but libraries called.
 */
export function callerLine(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Infinity;
  const frames = (new Error().stack ?? "").split("\n").slice(1);
  Error.stackTraceLimit = limit;
  for (const frame of frames) {
    const place = /((?:file|https?|data|ext|node):.*?:\d+:\d+)\)?$/.exec(frame)
      ?.[1];
    if (place !== undefined && !INSIDE.test(place)) return place;
  }
  return "unknown place";
}
