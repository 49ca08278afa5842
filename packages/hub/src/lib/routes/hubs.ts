import { type HubDescription, isWireFormatError } from "@nh/wire";
import { decodeHubEntry, encodeHubResponse } from "@nh/wire/server";
import { isArgumentError } from "../argument-error.js";
import type { HubContext } from "../context.js";
import type { Exchange } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { isHubName } from "../options.js";
import { faultOfHub } from "../writes/hub-check.js";
import { defaultRules } from "../writes/hub-rules.js";
import { removeHub, writeHub } from "../writes/hub-write.js";
import { type HubEntry, readEntry, writtenEntry } from "./hub-entry.js";
import { nameFeed } from "./hub-lists.js";

/** Creates a hub, or replaces the description of one when `If-Match` is given. */
export async function putHub(context: HubContext, exchange: Exchange): Promise<RouteResponse> {
  const { hubName } = exchange;
  const isUpdate = exchange.headers.has("if-match");
  const description = readHub(context, await exchange.readBody());
  if (!isHubName(hubName))
    throw new Refusal(400, 'The name of a hub must have up to 260 letters, digits, ".", "-" and "_".');
  const exists = context.state.find(hubName) !== undefined;
  if (isUpdate && !exists) throw notFound();
  // As recorded.
  if (!isUpdate && exists) throw new Refusal(409, "SubCode=40900. Conflict");
  write(context, hubName, isUpdate ? description : withRules(description));
  if (isUpdate) return respond(200, writtenEntry(context, exchange, hubName));
  return respond(201, readEntry(context, exchange, hubName));
}

/** Reads a hub. As recorded, a missing one is 200 with the list of no hubs. */
export function getHub(context: HubContext, exchange: Exchange): RouteResponse {
  const { hubName } = exchange;
  if (context.state.find(hubName) === undefined) return nameFeed(context, exchange, []);
  return respond(200, readEntry(context, exchange, hubName));
}

/** Deletes a hub with everything in it. */
export function deleteHub(context: HubContext, { hubName }: Exchange): RouteResponse {
  if (context.state.find(hubName) === undefined) throw notFound();
  removeHub(context, hubName);
  return { status: 200 };
}

function respond(status: number, { hub, links }: HubEntry): RouteResponse {
  const headers = { "content-type": "application/atom+xml; type=entry; charset=utf-8" };
  return { status, headers, body: encodeHubResponse(hub, links) };
}

function readHub(context: HubContext, body: string): HubDescription {
  const description = decode(body);
  if (description === undefined) throw invalid("It must be an Atom entry, not a feed.");
  const fault = context.options.strict ? faultOfHub(description) : undefined;
  if (fault !== undefined) throw invalid(fault);
  return description;
}

function decode(body: string): HubDescription | undefined {
  try {
    return decodeHubEntry(body);
  } catch (error) {
    if (!isWireFormatError(error)) throw error;
    // Without what was read there: it may hold a key.
    const place = error.path === "" ? "" : ` The fault is at ${error.path}.`;
    throw invalid(`It must be an Atom entry with a NotificationHubDescription.${place}`);
  }
}

/** A list without rules counts as none: the .NET client writes one when somebody looked at it. */
function withRules(description: HubDescription): HubDescription {
  const isEmpty = (description.authorizationRules ?? []).length === 0;
  return isEmpty ? { ...description, authorizationRules: defaultRules() } : description;
}

function write(context: HubContext, name: string, description: HubDescription): void {
  try {
    writeHub(context, name, description);
  } catch (error) {
    // A rule whose name or key no connection string could hold. The message shows no key.
    if (isArgumentError(error)) throw invalid(error.message);
    throw error;
  }
}

function invalid(fault: string): Refusal {
  return new Refusal(400, `The specified resource description is invalid. ${fault}`);
}

function notFound(): Refusal {
  return new Refusal(404, "No service is hosted at the specified address.");
}
