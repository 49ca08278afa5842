import { asRecord, asRecords, asText } from "../input/json-fields.js";
import type { AnyCall } from "../program/command.js";
import { hubFetch } from "./hub-fetch.js";

/** A local hub responds at once; what listens there may be another program. */
const limitMs = 2000;
/** Most names in a sentence. */
const mostNames = 5;

/** The names of the hubs that a local hub holds; none when nothing at its endpoint lists them. */
export async function heldHubs(call: AnyCall, endpoint: string): Promise<readonly string[]> {
  const { globals, io } = call;
  // --trace shows the requests of the command, not what nh looks up beside them.
  const quiet = {
    ...call,
    globals: { ...globals, trace: false, timeout: Math.min(globals.timeout ?? limitMs, limitMs) },
  };
  try {
    const response = await hubFetch(quiet, {
      method: "GET",
      url: new URL("_nh/hubs", endpoint).href,
      headers: {},
      body: "",
    });
    if (!response.ok) return [];
    return asRecords(asRecord(await response.json()).hubs).flatMap(({ name }) => asText(name) ?? []);
  } catch {
    io.signal.throwIfAborted();
    return [];
  }
}

/** Whether one of the names is that of the hub; letter case has no meaning in them. */
export const includesHub = (names: readonly string[], hub: string): boolean =>
  names.some((name) => name.toLowerCase() === hub.toLowerCase());

/** `This local hub holds: a, b, …. Pass --hub a.` */
export function heldHubsHint(names: readonly [string, ...string[]]): string {
  const more = names.length > mostNames ? ", …" : "";
  return `This local hub holds: ${names.slice(0, mostNames).join(", ")}${more}. Pass --hub ${names[0]}.`;
}
