import { isWireFormatError } from "@nh/wire";
import { encodeRegistrationFeed, type FilterTerm, parseFilter } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import {
  comparePositions,
  indexOfPosition,
  type ListPosition,
  positionOf,
  readPosition,
  writePosition,
} from "../devices/list-order.js";
import type { Reachable } from "../devices/reachable.js";
import { normalizedHandle } from "../devices/stored-device.js";
import { toRegistration } from "../devices/to-registration.js";
import { type Exchange, serviceUrl } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { secondsIso } from "../http/seconds-iso.js";

/**
 * The page size of the service. A comment in the Java client calls it the maximum, and the .NET
 * client asks for it.
 */
const PAGE_SIZE = 100;

/** Rows 16 and 18: all registrations, or those of one handle. */
export async function listRegistrations(context: HubContext, exchange: Exchange): Promise<RouteResponse> {
  const filter = exchange.query.get("$filter");
  if (filter !== undefined) return page(exchange, byHandle(context, filter, exchange.hubName));
  return page(exchange, (await context.state.find(exchange.hubName)?.listed(undefined)) ?? []);
}

/** Row 17: the registrations with a tag. */
export async function listRegistrationsByTag(context: HubContext, exchange: Exchange): Promise<RouteResponse> {
  return page(exchange, (await context.state.find(exchange.hubName)?.listed(exchange.parameter)) ?? []);
}

/**
 * The registrations of a handle. They may be many: an app that registers at every start without
 * deleting leaves one behind each time.
 */
function byHandle(context: HubContext, filter: string, hubName: string): readonly Reachable[] {
  const hub = context.state.find(hubName);
  const found = new Set<Reachable>();
  for (const spelling of handleSpellings(readFilter(filter))) {
    for (const reachable of hub?.withHandle(spelling) ?? []) found.add(reachable);
  }
  return [...found].sort(comparePositions);
}

/** One page of a sorted list, from the registration that the continuation token names. */
function page(exchange: Exchange, listed: readonly Reachable[]): RouteResponse {
  const size = readTop(exchange);
  const position = readToken(exchange);
  const from = position === undefined ? 0 : indexOfPosition(listed, position);
  const next = listed[from + size];
  const token = next === undefined ? undefined : writePosition(positionOf(next));
  return feed(exchange, listed.slice(from, from + size), token);
}

function feed(exchange: Exchange, reachables: readonly Reachable[], token: string | undefined): RouteResponse {
  const { search } = exchange.url;
  const published = secondsIso(exchange.atMs);
  // As recorded, even a list by tag calls itself "resources".
  const id = serviceUrl(exchange, "resources", search);
  const entries = reachables.map((reachable) => {
    const title = reachable.registrationId;
    const url = serviceUrl(exchange, `resources/${encodeURIComponent(title)}`, search);
    return { registration: toRegistration(reachable), links: { id: url, title, published } };
  });
  const body = encodeRegistrationFeed(
    { id, updated: published, ...(token === undefined ? {} : { next: nextUrl(exchange, token) }) },
    entries,
  );
  const headers = {
    "content-type": "application/xml",
    ...(token === undefined ? {} : { "X-MS-ContinuationToken": token }),
  };
  return { status: 200, headers, body };
}

function nextUrl(exchange: Exchange, token: string): string {
  const query = new URLSearchParams(exchange.url.search);
  for (const name of [...query.keys()]) if (name.toLowerCase() === "continuationtoken") query.delete(name);
  query.set("continuationtoken", token);
  return serviceUrl(exchange, exchange.url.pathname.split("/").slice(2).join("/"), `?${query}`);
}

function readTop(exchange: Exchange): number {
  const text = exchange.query.get("$top");
  if (text === undefined) return PAGE_SIZE;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw new Refusal(400, "The value of $top must be a whole number of at least 1.");
  return Math.min(Number(text), PAGE_SIZE);
}

function readToken(exchange: Exchange): ListPosition | undefined {
  const token = exchange.query.get("continuationtoken");
  if (token === undefined || token === "") return undefined;
  const position = readPosition(token);
  if (position === undefined) throw new Refusal(400, "The continuation token is invalid.");
  return position;
}

function readFilter(text: string): readonly FilterTerm[] {
  try {
    // Azure's JS client omits the opening quote of Baidu's first value.
    return parseFilter(text.replace(/(\beq\s+)(?=[^'\s])/gi, "$1'"));
  } catch (error) {
    if (isWireFormatError(error)) throw new Refusal(400, `The $filter is invalid. ${error.message}`);
    throw error;
  }
}

/**
 * The handles that a filter may mean. The documentation wants channel URIs encoded once more, and
 * Baidu's two ids are one handle here.
 */
function handleSpellings(terms: readonly FilterTerm[]): ReadonlySet<string> {
  const value = (property: string): string | undefined =>
    terms.find((term) => term.property.toLowerCase() === property)?.value;
  const user = value("baiduuserid");
  const channel = value("baiduchannelid");
  if (user !== undefined && channel !== undefined) return new Set([`${user}-${channel}`]);
  const handle = value("endpoint") ?? terms[0]?.value ?? "";
  const spellings = [handle, decoded(handle)];
  // Channels of Windows are stored as complete addresses.
  return new Set([...spellings, ...spellings.map((spelling) => normalizedHandle("windows", spelling))]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
