import { encodeHubFeed, encodeHubNameFeed } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import type { Exchange } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { secondsIso } from "../http/seconds-iso.js";
import { readEntry } from "./hub-entry.js";

/** Lists the hubs with their descriptions. Java's client reads this list. */
export function listHubs(context: HubContext, exchange: Exchange): RouteResponse {
  const { url, atMs } = exchange;
  const links = { id: `https://${url.host}${url.pathname}${url.search}`, updated: secondsIso(atMs) };
  const entries = hubNames(context, exchange).map((name) => readEntry(context, exchange, name));
  return feed(encodeHubFeed(links, entries));
}

/** Lists the names of the hubs. .NET's client reads this list. */
export function listHubNames(context: HubContext, exchange: Exchange): RouteResponse {
  return nameFeed(context, exchange, hubNames(context, exchange));
}

/** The list of these names. As recorded, its links are http. */
export function nameFeed({ ids }: HubContext, { url, atMs }: Exchange, names: readonly string[]): RouteResponse {
  // The service counts its lists under one GUID. Nothing depends on that.
  const links = { uuid: ids.guid(), number: 1, updated: secondsIso(atMs) };
  const hubs = names.map((name) => ({ name, url: `http://${url.host}/${encodeURIComponent(name)}` }));
  return feed(encodeHubNameFeed(links, hubs));
}

/** The names of one page, in the order of the alphabet. */
function hubNames({ state }: HubContext, { query }: Exchange): string[] {
  const skip = readCount(query, "$skip") ?? 0;
  const top = readCount(query, "$top") ?? Number.POSITIVE_INFINITY;
  const names = Array.from(state.hubs(), ({ name }) => name);
  // By code unit, so that the order is the same on every machine.
  names.sort((left, right) => (left.toLowerCase() < right.toLowerCase() ? -1 : 1));
  return names.slice(skip, skip + top);
}

function readCount(query: Exchange["query"], name: string): number | undefined {
  const text = query.get(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new Refusal(400, `${name} must be a whole number of at least 0.`);
  return Number(text);
}

function feed(body: string): RouteResponse {
  return { status: 200, headers: { "content-type": "application/atom+xml; type=feed; charset=utf-8" }, body };
}
