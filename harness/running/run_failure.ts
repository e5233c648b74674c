/**
 * Why a run has no result.
 *
 * @module
 */
import { Breakdown, Interruption } from "../../core/exit_code.ts";
import type { OwnMethod } from "../own_method/own_method.ts";
import { STOP_CODES } from "./stop_request.ts";

/** Why a run has no result: an error in it, or the death of its process. */
export class RunFailure extends Breakdown {
  override name = "RunFailure";
}

/** What is being done with a user's own method. */
export interface OwnDoing {
  readonly method: OwnMethod;
  readonly doing: "checked" | "run";
}

/** What the end of a worker process means, which none had asked for. */
export function deathOf(
  pid: number,
  { code, signal }: Deno.CommandStatus,
  { lastWords, own }: {
    lastWords: readonly string[];
    own: OwnDoing | undefined;
  },
): RunFailure | Interruption {
  const when = own === undefined
    ? ""
    : ` while ${own.method.files[0]} was ${own.doing}`;
  const failure = (what: string) =>
    new RunFailure(
      [`worker process ${pid} ${what}`, ...lastWords].join(" | "),
    );
  switch (signal ?? code) {
    case STOP_CODES.SIGINT:
    case "SIGINT":
      // Ctrl-C reaches every process of the terminal, perhaps this one first.
      return interruption();
    case STOP_CODES.SIGTERM:
    case "SIGTERM":
      return failure("was ended by SIGTERM");
    case "SIGKILL":
      return failure(
        "was killed (SIGKILL), perhaps for want of memory, of which fewer --jobs need less",
      );
    default:
      return failure(
        signal === null
          ? `ended with code ${code}${when}`
          : `was ended by ${signal}${when}`,
      );
  }
}

/** What it means that Ctrl-C ended something. */
export function interruption(): Interruption {
  return new Interruption("Interrupted: run the same command again to go on");
}
