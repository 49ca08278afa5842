import { isWireFormatError, type Registration } from "@nh/wire";
import { decodeRegistrationEntry, encodeRegistrationResponse } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import { faultOfElementOrder } from "../devices/registration-document.js";
import type { StoredRegistration } from "../devices/stored-device.js";
import { toRegistration } from "../devices/to-registration.js";
import { invalidEtag, readIfMatch } from "../http/etag.js";
import { type Exchange, serviceUrl, versionQuery } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { secondsIso } from "../http/seconds-iso.js";
import { hubKey } from "../state/state.js";
import { checkQuota } from "../writes/quota.js";
import {
  applyWrites,
  checkRegistration,
  prepareRegistration,
  refuseInstallations,
} from "../writes/registration-write.js";

const ENTRY_TYPE = "application/atom+xml; type=entry; charset=utf-8";

/** Row 10: reserves an id. Nothing is stored until a registration is put under it. */
export function createRegistrationId(context: HubContext, exchange: Exchange): RouteResponse {
  const id = context.ids.registrationId();
  return {
    status: 201,
    headers: { Location: serviceUrl(exchange, `registrationids/${id}`, ""), "content-type": ENTRY_TYPE },
  };
}

/** Row 11: creates a registration under an id that the hub chooses. */
export async function createRegistration(context: HubContext, exchange: Exchange): Promise<RouteResponse> {
  const registration = readRegistration(context, await exchange.readBody());
  checkQuota(context, exchange.hubName);
  return write(context, exchange, context.ids.registrationId(), registration);
}

/**
 * Rows 12 and 13: creates or replaces a registration. With If-Match it must exist in that version.
 */
export async function putRegistration(context: HubContext, exchange: Exchange): Promise<RouteResponse> {
  const body = await exchange.readBody();
  const id = exchange.parameter;
  const ifMatch = exchange.headers.get("if-match");
  const hub = context.state.find(exchange.hubName);
  const current = hub?.registrations.get(id);
  if (ifMatch !== null) requireVersion(readIfMatch(ifMatch), current?.registration.etag);
  const registration = readRegistration(context, body);
  if (registration.registrationId !== undefined && registration.registrationId !== id) {
    throw new Refusal(400, "The RegistrationId in the body must be the one in the address.");
  }
  refuseInstallations(context, exchange.hubName, id);
  if (current === undefined) {
    if (context.state.tombstones.has(hubKey(exchange.hubName, id)))
      throw new Refusal(410, "The registration id can no longer be used.");
    checkQuota(context, exchange.hubName);
  }
  return write(context, exchange, id, registration);
}

/** Row 14: reads a registration. */
export function getRegistration(context: HubContext, exchange: Exchange): RouteResponse {
  const reachable = context.state.find(exchange.hubName)?.reachable(exchange.parameter);
  if (reachable === undefined) throw notFound();
  const body = encodeRegistrationResponse(toRegistration(reachable), {
    id: serviceUrl(exchange, `resources/${encodeURIComponent(reachable.registrationId)}`, exchange.url.search),
    title: reachable.registrationId,
    published: secondsIso(exchange.atMs),
  });
  return { status: 200, headers: { "content-type": "application/xml" }, body };
}

/**
 * Row 15: deletes a registration. The service requires If-Match, and every official client sends
 * it. A registration that an installation made is deleted like any other, as recorded.
 */
export function deleteRegistration(context: HubContext, exchange: Exchange): RouteResponse {
  const ifMatch = exchange.headers.get("if-match");
  if (ifMatch === null && context.options.strict) throw invalidEtag();
  const wanted = ifMatch === null ? undefined : readIfMatch(ifMatch);
  const current = context.state.find(exchange.hubName)?.reachable(exchange.parameter);
  requireVersion(wanted, current === undefined ? undefined : toRegistration(current).etag);
  applyWrites(context, exchange.hubName, [{ remove: exchange.parameter }]);
  return { status: 200 };
}

function write(context: HubContext, exchange: Exchange, id: string, registration: Registration): RouteResponse {
  const stored = prepareRegistration(context, exchange.hubName, id, registration);
  applyWrites(context, exchange.hubName, [stored]);
  const body = encodeRegistrationResponse(
    withExpiration(stored),
    { id: writtenUrl(exchange, id), title: id, published: secondsIso(exchange.atMs) },
    { written: true },
  );
  return { status: 200, headers: { "content-type": ENTRY_TYPE }, body };
}

/**
 * As recorded, the links of a written registration name the other host of the namespace. A local
 * address has no other.
 */
function writtenUrl(exchange: Exchange, id: string): string {
  const url = serviceUrl(exchange, `registrations/${encodeURIComponent(id)}`, versionQuery(exchange));
  return url.replace(/^(https:\/\/[^/]+)\.servicebus\.windows\.net\//, "$1.notificationhub.windows.net/");
}

function withExpiration({ registration, expiresAtMs }: StoredRegistration): Registration {
  return expiresAtMs === undefined ? registration : { ...registration, expirationTime: new Date(expiresAtMs) };
}

function readRegistration(context: HubContext, body: string): Registration {
  let registration: Registration;
  try {
    registration = decodeRegistrationEntry(body);
  } catch (error) {
    refuseElementOrder(context, body);
    // Users quote the first sentence (azure-sdk-for-js 23149).
    if (isWireFormatError(error))
      throw new Refusal(400, `The specified resource description is invalid. ${error.message}`);
    throw error;
  }
  if (registration.platform === "browser") refuseElementOrder(context, body);
  checkRegistration(context, registration);
  return registration;
}

function refuseElementOrder(context: HubContext, body: string): void {
  const fault = context.options.strict ? faultOfElementOrder(body) : undefined;
  if (fault !== undefined) throw new Refusal(400, fault);
}

function requireVersion(wanted: string | undefined, current: string | undefined): void {
  if (current === undefined) throw notFound();
  if (wanted !== undefined && wanted !== current) {
    throw new Refusal(412, "The ETag does not match the registration's current version.");
  }
}

/** As recorded, without a sentence. */
function notFound(): Refusal {
  return new Refusal(404, "");
}
