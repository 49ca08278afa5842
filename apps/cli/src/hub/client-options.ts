import type { ClientOptions } from "@nh/client";
import type { Io } from "../io.js";
import { formatDuration } from "../output/format-duration.js";
import { terminalBlock, terminalLine } from "../output/terminal-text.js";
import type { AnyCall } from "../program/command.js";
import { readVersion } from "../version.js";

/**
 * The options of every client: `--timeout`, `--trace`, and notes about retries. The client's
 * warnings stay unsaid: the linters of the commands find the same, and name the place.
 */
export function clientOptions({ globals, io, output }: AnyCall, fetch: Io["fetch"]): ClientOptions {
  const { timeout } = globals;
  return {
    fetch,
    now: io.now,
    userAgent: `nh/${readVersion()}`,
    dump: globals.trace ? (text) => void io.stderr.write(`${terminalBlock(text)}\n\n`) : false,
    onEvent: (event) => {
      if (event.type !== "retry") return;
      void output.note(
        `Attempt ${event.attempt} failed; next attempt in ${formatDuration(event.delayMs)}: ${terminalLine(event.error.message)}`,
      );
    },
    ...(timeout === undefined ? {} : { totalTimeoutMs: timeout, timeoutMs: Math.min(timeout, 30_000) }),
  };
}
