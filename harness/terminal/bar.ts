import type { Paint } from "./paint.ts";

/** A bar of which a share, from 0 to 1, is full. */
export function bar(
  share: number,
  { width, paint }: { width: number; paint: Paint },
): string {
  const full = Math.min(Math.max(Math.round(share * width), 0), width);
  return paint("█".repeat(full), "good") +
    paint("░".repeat(width - full), "aside");
}
