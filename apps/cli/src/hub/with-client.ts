import { NotificationHubClient } from "@nh/client";
import type { Io } from "../io.js";
import type { AnyCall } from "../program/command.js";
import { clientOptions } from "./client-options.js";
import { type Connection, resolveConnection } from "./connection.js";
import { noteKnownHubs } from "./missing-hub.js";

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
  const client = new NotificationHubClient(chosen.connectionString, chosen.hubName, clientOptions(call, fetch));
  try {
    return await work({ client, connection: chosen });
  } catch (error) {
    await noteKnownHubs(call, chosen, error);
    throw error;
  } finally {
    await client.close();
  }
}
