import { NotificationHubClient } from "@nh/client";
import { formatDuration } from "../input/duration.js";
import type { Io } from "../io.js";
import { terminalBlock, terminalLine } from "../output/terminal-text.js";
import type { AnyCall } from "../program/command.js";
import { readVersion } from "../version.js";
import { resolveTarget, type Target } from "./connection.js";

export interface HubSession {
  readonly hub: NotificationHubClient;
  readonly target: Target;
}

/** Opens a client for the hub that is meant, and closes it when the work is done. */
export async function withHub<T>(
  call: AnyCall,
  work: (session: HubSession) => Promise<T>,
  { fetch = call.io.fetch, target }: { readonly fetch?: Io["fetch"]; readonly target?: Target } = {},
): Promise<T> {
  const chosen = target ?? (await resolveTarget(call));
  const { globals, io, output } = call;
  const { timeout } = globals;
  const hub = new NotificationHubClient(chosen.connectionString, chosen.hubName, {
    fetch,
    now: io.now,
    userAgent: `nh/${readVersion()}`,
    dump: globals.trace ? (text) => void io.stderr.write(`${terminalBlock(text)}\n\n`) : false,
    onEvent: (event) => {
      if (event.type === "retry") {
        void output.note(
          `attempt ${event.attempt} failed, next one in ${formatDuration(event.delayMs)}: ${terminalLine(event.error.message)}`,
        );
      } else if (event.type === "warning") void output.warn(event.message);
    },
    ...(timeout === undefined ? {} : { totalTimeoutMs: timeout, timeoutMs: Math.min(timeout, 30_000) }),
  });
  try {
    return await work({ hub, target: chosen });
  } finally {
    await hub.close();
  }
}
