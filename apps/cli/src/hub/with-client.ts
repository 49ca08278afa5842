import { NotificationHubClient } from "@nh/client";
import { formatDuration } from "../input/duration.js";
import type { Io } from "../io.js";
import { terminalBlock, terminalLine } from "../output/terminal-text.js";
import type { AnyCall } from "../program/command.js";
import { readVersion } from "../version.js";
import { type Connection, resolveConnection } from "./connection.js";

export interface ClientSession {
  readonly client: NotificationHubClient;
  readonly connection: Connection;
}

/** Opens a client for the chosen hub, and closes it when the work is done. */
export async function withClient<T>(
  call: AnyCall,
  work: (session: ClientSession) => Promise<T>,
  { fetch = call.io.fetch, connection }: { readonly fetch?: Io["fetch"]; readonly connection?: Connection } = {},
): Promise<T> {
  const chosen = connection ?? (await resolveConnection(call));
  const { globals, io, output } = call;
  const { timeout } = globals;
  const client = new NotificationHubClient(chosen.connectionString, chosen.hubName, {
    fetch,
    now: io.now,
    userAgent: `nh/${readVersion()}`,
    dump: globals.trace ? (text) => void io.stderr.write(`${terminalBlock(text)}\n\n`) : false,
    onEvent: (event) => {
      if (event.type === "retry") {
        void output.note(
          `Attempt ${event.attempt} failed; next attempt in ${formatDuration(event.delayMs)}: ${terminalLine(event.error.message)}`,
        );
      } else if (event.type === "warning") void output.warn(event.message);
    },
    ...(timeout === undefined ? {} : { totalTimeoutMs: timeout, timeoutMs: Math.min(timeout, 30_000) }),
  });
  try {
    return await work({ client, connection: chosen });
  } finally {
    await client.close();
  }
}
