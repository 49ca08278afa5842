import { createHub, type Hub, type HubOptions } from "@nh/hub";
import { createContext, type HubContext } from "../src/lib/context.js";
import { Installations } from "../src/lib/groups/installations.js";
import { Jobs } from "../src/lib/groups/jobs.js";
import { Registrations } from "../src/lib/groups/registrations.js";
import type { CallResponse } from "../src/lib/hub-promise.js";
import type { ClientOptions } from "../src/lib/options.js";
import type { Fetch } from "../src/lib/transport/fetch.js";

/** A request as it left the client. */
export interface SentRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A client's context that speaks to a local hub through a function call. */
export interface ConnectedHub {
  readonly hub: Hub;
  readonly context: HubContext;
  /** Every request, in the order in which they left. */
  readonly sent: SentRequest[];
}

/** Connects a context to a local hub. Waits between attempts are a few milliseconds. */
export function connectHub(options: ClientOptions = {}, hubOptions: HubOptions = {}): ConnectedHub {
  const hub = createHub(hubOptions);
  const sent: SentRequest[] = [];
  const fetch: Fetch = (url, init) => {
    const { pathname, search } = new URL(url);
    sent.push({ method: init.method, target: pathname + search, headers: init.headers, body: init.body });
    return hub.fetch(new Request(url, init));
  };
  const context = createContext(hub.connectionString, "demo", {
    fetch,
    retry: { baseDelayMs: 2, maxDelayMs: 4 },
    ...options,
  });
  return { hub, context, sent };
}

/** The methods of `client.installations` over a context. */
export const installationsOf = (context: HubContext): Installations =>
  new Installations(context, () => import("../src/operations.js"));

/** The methods of `client.registrations` over a context. */
export const registrationsOf = (context: HubContext): Registrations =>
  new Registrations(context, () => import("../src/operations.js"));

/** The methods of `client.jobs` over a context. */
export const jobsOf = (context: HubContext): Jobs => new Jobs(context, () => import("../src/operations.js"));

/** A context whose responses come from a function. */
export function connectScript(respond: Fetch, options: ClientOptions = {}): HubContext {
  const connection = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";
  return createContext(connection, "demo", { fetch: respond, retry: { baseDelayMs: 2, maxDelayMs: 4 }, ...options });
}

/** A response for `connectScript`. */
export function respondWith(status: number, body = "", headers: Record<string, string> = {}): Response {
  return new Response(body === "" ? null : body, { status, headers });
}

/** The response that a page of a listing came in. */
export const pageResponse: CallResponse = {
  status: 200,
  headers: { get: () => null },
  trackingId: undefined,
  correlationId: undefined,
  attempts: 1,
};

/** Collects everything that an iteration gives. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The error that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("the promise was not rejected");
}
