import { type ConnectionString, formatConnectionString, parseConnectionString } from "@nh/auth";
import { createContext, type HubContext } from "@nh/client/operations";
import { signerOf } from "./sign.js";
import type { Connection } from "./types.js";

/**
 * The way to the hub which serves this page, at the address in the browser's own bar: any other
 * name of the same hub would be another origin. The operations of the client are called one by one,
 * since the whole class would double the page. Throws as `ownConnection` does.
 *
 * @param now The hub's clock, by which it schedules, in milliseconds since 1970. Default: the real
 * time.
 */
export function reachHub(connection: Connection, hub: string, now?: () => number): HubContext {
  const own = ownConnection(connection);
  // Tokens follow the real time, whatever the hub's clock says.
  return createContext(own, hub, { now, credential: signerOf(own) });
}

/**
 * The connection string for the address that this page was loaded from, in its parts. It is parsed
 * again with this address, since parsing is what checks an address.
 *
 * @throws {ConnectionStringError} when the page is open over plain HTTP under a name that is not
 * this machine's.
 */
export function ownConnection({ connectionString }: Connection): ConnectionString {
  const own = { ...parseConnectionString(connectionString), endpoint: `${location.origin}/` };
  return parseConnectionString(formatConnectionString(own));
}
