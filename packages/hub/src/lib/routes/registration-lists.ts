import { isWireFormatError } from "@nh/wire";
import { encodeRegistrationFeed, type FilterTerm, parseFilter } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import type { Reachable } from "../devices/reachable.js";
import { toRegistration } from "../devices/to-registration.js";
import { type Exchange, serviceUrl } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { secondsIso } from "./registrations.js";

/**
 * The page size of the service. A comment in the Java client calls it the maximum, and the .NET
 * client asks for it.
 */
const PAGE_SIZE = 100;

/** Rows 16 and 18: all registrations, or those of one handle. */
export function listRegistrations(context: HubContext, exchange: Exchange): RouteResponse {
  const filter = exchange.query.get("$filter");
  return filter === undefined ? page(context, exchange, undefined) : byHandle(context, exchange, filter);
}

/** Row 17: the registrations with a tag. */
export function listRegistrationsByTag(context: HubContext, exchange: Exchange): RouteResponse {
  return page(context, exchange, exchange.parameter);
}

function page(context: HubContext, exchange: Exchange, tag: string | undefined): RouteResponse {
  const hub = context.state.find(exchange.hubName);
  const size = readTop(exchange);
  const from = readToken(exchange);
  const { reachables, next } = hub?.page(from, size, tag) ?? { reachables: [], next: undefined };
  return feed(exchange, reachables, next === undefined ? undefined : writeToken(next));
}

/** A handle has few registrations, so they fit on one page. */
function byHandle(context: HubContext, exchange: Exchange, filter: string): RouteResponse {
  const terms = readFilter(filter);
  const hub = context.state.find(exchange.hubName);
  const found = new Set<Reachable>();
  for (const spelling of handleSpellings(terms)) {
    for (const reachable of hub?.withHandle(spelling) ?? []) found.add(reachable);
  }
  return feed(exchange, [...found].slice(0, readTop(exchange)), undefined);
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

/**
 * Clients encode the token once, twice or not at all. It consists of unreserved characters only, so
 * all of these are the same.
 */
function writeToken(next: number): string {
  return `page-${next}`;
}

function readToken(exchange: Exchange): number {
  const token = exchange.query.get("continuationtoken");
  if (token === undefined || token === "") return 0;
  const number = /^page-(\d{1,15})$/.exec(token)?.[1];
  if (number === undefined) throw new Refusal(400, "The continuation token is invalid.");
  return Number(number);
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
  return new Set([handle, decoded(handle)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
