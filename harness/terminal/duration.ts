const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time in a unit that keeps it short, rounded up: "14 s", "7 min", "3 h". */
export function durationText(seconds: number): string {
  if (seconds < 1.5 * MINUTE) return `${Math.ceil(seconds)} s`;
  if (seconds < 1.5 * HOUR) return `${Math.ceil(seconds / MINUTE)} min`;
  if (seconds < 1.5 * DAY) return `${Math.ceil(seconds / HOUR)} h`;
  return `${Math.ceil(seconds / DAY)} days`;
}
