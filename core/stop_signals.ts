/** What asks a process to end: Ctrl-C, and whatever has started it. */
export const STOP_SIGNALS = ["SIGINT", "SIGTERM"] as const;
