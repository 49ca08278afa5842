import type { Operation, Route } from "@nh/wire";
import type { HubContext } from "../context.js";
import { BATCH_LIMIT_BYTES, bodyTooLarge, type Exchange, REQUEST_LIMIT_BYTES } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { isHubName } from "../options.js";
import { handlers } from "../routes/handlers.js";
import { managesHubs } from "./demand-access.js";
import type { Progress } from "./progress.js";

/**
 * The versions that clients of the service have named: the list embedded in the .NET client, and
 * 2020-06. The service writes them in this form when it refuses another one.
 */
const KNOWN_VERSIONS =
  "2012-03,2012-08,2013-04,2013-07,2013-08,2013-10,2014-01,2014-05,2014-08,2014-09,2015-01,2015-04,2015-08,2016-03,2016-07,2017-04,2020-06";
const knownVersions = new Set(KNOWN_VERSIONS.split(","));

/**
 * Checks what every operation needs (a version, a hub, a body within the limit) and calls its
 * handler.
 *
 * @throws {Refusal} when the request is wrong.
 */
export function carryOut(
  context: HubContext,
  progress: Progress,
  { operation }: Route,
  address: Pick<Exchange, "hubName" | "parameter" | "query">,
): RouteResponse | Promise<RouteResponse> {
  const apiVersion = address.query.get("api-version") ?? "";
  checkVersion(apiVersion);
  if (!managesHubs(operation)) checkHub(context, address.hubName);
  checkLength(progress, operation);
  const exchange: Exchange = {
    headers: progress.headers,
    url: progress.url,
    operation,
    hubName: address.hubName,
    parameter: address.parameter,
    query: address.query,
    apiVersion,
    notes: progress.notes,
    recordSend(facts) {
      progress.send = facts;
    },
    trackingId: progress.trackingId,
    correlationId: progress.correlationId,
    atMs: progress.atMs,
    async readBody(limitBytes = REQUEST_LIMIT_BYTES) {
      progress.body = await progress.request.readBody(limitBytes);
      return progress.body;
    },
  };
  return handlers[operation](context, exchange);
}

/**
 * A request without a version is accepted (recorded for `GET /`), one with an unknown version is
 * not.
 */
function checkVersion(apiVersion: string): void {
  if (apiVersion === "" || knownVersions.has(apiVersion)) return;
  throw new Refusal(
    400,
    `The api-version '${apiVersion.slice(0, 40)}' in the query string is not supported. Either remove it from the Uri or use one of '${KNOWN_VERSIONS}'`,
  );
}

/** A hub that does not exist yet is created when it is first written to, unless `hubs` is given. */
function checkHub({ options, state }: HubContext, hubName: string): void {
  const exists = options.hubs === undefined ? isHubName(hubName) : state.find(hubName) !== undefined;
  if (!exists) throw new Refusal(404, "No service is hosted at the specified address.");
  if (state.definition(hubName)?.isDisabled === true) throw new Refusal(403, "The notification hub is disabled.");
}

/** A body over the limit is refused even where nobody would read it. */
function checkLength({ headers }: Progress, operation: Operation): void {
  const limit = operation === "sendBatch" ? BATCH_LIMIT_BYTES : REQUEST_LIMIT_BYTES;
  if (Number(headers.get("content-length") ?? 0) > limit) throw bodyTooLarge(limit);
}
