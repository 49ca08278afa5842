import { type NativePlatform, utf8ByteLength } from "@nh/payloads";
import { headerNames, isWireFormatError } from "@nh/wire";
import { encodeNotificationOutcome, readBatch } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import { BATCH_LIMIT_BYTES, type Exchange, REQUEST_LIMIT_BYTES, serviceUrl, versionQuery } from "../http/exchange.js";
import { closedRefusal, Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { xmlText } from "../http/xml-text.js";
import { outcomeOnPlatform, remarkOnRefusal } from "../inspect/platform-check.js";
import type { Delivery } from "../pushes/delivery.js";
import type { IncomingNotification } from "../pushes/incoming-notification.js";
import { totalCounts } from "../pushes/outcome-counts.js";
import { outcomeSentence } from "../pushes/platform-outcomes.js";
import type { Recipient } from "../pushes/push.js";
import { PENDING } from "../pushes/push-report.js";
import { deliverInSlices, type SendReport } from "../sends/deliver.js";
import { LONGEST_AWAIT_MS } from "../sends/outgoing.js";
import type { Send } from "../sends/record-send.js";
import { within } from "../within.js";
import { readAudience, readNotification } from "./incoming-send.js";
import { hasStandardFeatures, requireBatchSends } from "./tier.js";

/** A batch may have up to 1,000 handles (REST "Direct batch send"). */
const BATCH_HANDLES = 1000;

/** Rows 1 to 4 of the REST operations: native, template, test and direct sends. */
export async function send(context: HubContext, exchange: Exchange): Promise<RouteResponse> {
  const body = await exchange.readBody();
  const notification = readNotification(context, exchange, body, exchange.headers.get("content-type") ?? "");
  if (exchange.query.has("direct")) return sendDirect(context, exchange, notification);
  const test = exchange.query.has("test");
  if (test) context.throttle.checkTestSend();
  const audience = readAudience(context, exchange);
  const { id, report } = await carryOut(context, exchange, notification, {
    expression: audience.expression,
    tags: audience.tags,
    test,
  });
  return test ? await detailed(context, exchange, id, report) : accepted(context, exchange, id);
}

async function sendDirect(
  context: HubContext,
  exchange: Exchange,
  notification: IncomingNotification,
): Promise<RouteResponse> {
  const platform = directPlatform(notification);
  const handle = exchange.headers.get(headerNames.deviceHandle)?.trim() ?? "";
  if (handle === "") throw new Refusal(400, `The ${headerNames.deviceHandle} header is required for a direct send.`);
  if (platform === "browser" && context.options.strict) {
    for (const name of [headerNames.p256dh, headerNames.auth]) {
      if (!exchange.headers.has(name))
        throw new Refusal(400, `The ${name} header is required for a direct send to a browser.`);
    }
  }
  const { id, report } = await carryOut(context, exchange, notification, {
    direct: [{ ...directRecipient(platform, handle), ...directKeys(exchange) }],
    test: exchange.query.has("test"),
  });
  return exchange.query.has("test") ? await detailed(context, exchange, id, report) : accepted(context, exchange, id);
}

/** Row 5: one notification to many handles. */
export async function sendBatch(context: HubContext, exchange: Exchange): Promise<RouteResponse> {
  requireBatchSends(context);
  const body = await exchange.readBody(BATCH_LIMIT_BYTES);
  const batch = readBatchBody(exchange.headers.get("content-type") ?? "", body);
  if (utf8ByteLength(batch.notification.body) > REQUEST_LIMIT_BYTES) {
    throw new Refusal(413, `The notification exceeds the limit of ${REQUEST_LIMIT_BYTES} bytes.`);
  }
  const notification = readNotification(context, exchange, batch.notification.body, batch.notification.contentType);
  const platform = directPlatform(notification);
  if (batch.handles.length > BATCH_HANDLES) {
    throw new Refusal(400, `A batch can have at most ${BATCH_HANDLES} devices. This one has ${batch.handles.length}.`);
  }
  if (batch.handles.length === 0) throw new Refusal(400, "A batch requires at least one device.");
  const direct = batch.handles.map((handle) => directRecipient(platform, handle));
  const { id } = await carryOut(context, exchange, notification, { direct });
  return accepted(context, exchange, id);
}

function readBatchBody(contentType: string, body: string): ReturnType<typeof readBatch> {
  try {
    return readBatch(contentType, body);
  } catch (error) {
    if (isWireFormatError(error)) throw new Refusal(400, "Could not find a part of the multipart content supplied.");
    throw error;
  }
}

async function carryOut(
  context: HubContext,
  exchange: Exchange,
  notification: IncomingNotification,
  audience: Pick<Send, "expression" | "tags" | "direct" | "test">,
): Promise<{ id: string; report: SendReport }> {
  const { atMs } = exchange;
  const id = context.ids.notificationId(atMs);
  const { host } = exchange.url;
  const report = await deliverInSlices(context, {
    hub: exchange.hubName,
    id,
    notification,
    direct: audience.direct,
    expression: audience.expression,
    tags: audience.tags,
    test: audience.test,
    host,
    apiVersion: exchange.apiVersion,
    enqueuedAtMs: atMs,
    atMs,
  });
  const { results, skipped, matched } = report;
  exchange.notes.push(remarkOnRefusal(results));
  const settled = totalCounts(results.counts(skipped));
  exchange.recordSend({
    notificationId: id,
    matched,
    candidates: audience.direct?.length ?? context.state.find(exchange.hubName)?.poolSize(notification.platform) ?? 0,
    outcomes: results.pending === 0 ? settled : { ...settled, [PENDING]: results.pending },
  });
  return { id, report };
}

function accepted(context: HubContext, exchange: Exchange, id: string): RouteResponse {
  return { status: 201, headers: acceptedHeaders(context, exchange, id) };
}

function acceptedHeaders(context: HubContext, exchange: Exchange, id: string): Readonly<Record<string, string>> {
  const poweredBy = "Azure Notification Hubs";
  // Documented as a feature of the Standard tier. In other tiers a send returns no id.
  if (!hasStandardFeatures(context)) return { "X-Powered-By": poweredBy };
  return {
    "X-Powered-By": poweredBy,
    Location: serviceUrl(exchange, `messages/${id}`, versionQuery(exchange)),
  };
}

/**
 * The response to a test send, with the outcome of each push. It waits for the push services, but
 * not longer than a client waits.
 */
async function detailed(
  context: HubContext,
  exchange: Exchange,
  id: string,
  { results }: SendReport,
): Promise<RouteResponse> {
  const headers = { ...acceptedHeaders(context, exchange, id), "content-type": "application/xml; charset=utf-8" };
  const { state } = context;
  if (results.pending > 0) {
    await within(LONGEST_AWAIT_MS, state.unsettled.whenSettled(id), context.closing);
    if (context.closing.isClosed) throw closedRefusal();
    const deliveries = state.deliveries.list({ notificationId: id, limit: results.length });
    return { status: 201, headers, body: outcomeBody(deliveries) };
  }
  const pushes = Array.from({ length: results.length }, (_, index) => results.at(index));
  return {
    status: 201,
    headers,
    body: outcomeBody(pushes.map((push) => ({ ...push.recipient, outcome: outcomeOnPlatform(push) }))),
  };
}

function outcomeBody(pushes: readonly Pick<Delivery, "platform" | "handle" | "registrationId" | "outcome">[]): string {
  let success = 0;
  const results = pushes.map(({ platform, handle, registrationId, outcome }) => {
    if (outcome === "Success") success++;
    return {
      platform,
      handle: xmlText(handle),
      registrationId: registrationId ?? "",
      outcome: outcomeSentence(outcome),
    };
  });
  return encodeNotificationOutcome({ success, failure: results.length - success, results });
}

function directPlatform(notification: IncomingNotification): NativePlatform {
  if (notification.platform === "template")
    throw new Refusal(
      400,
      `A direct send requires the format of a platform in the ${headerNames.format} header, not template.`,
    );
  return notification.platform;
}

function directRecipient(platform: NativePlatform, handle: string): Recipient {
  return { platform, handle, registrationId: null, installationId: null, tags: [] };
}

/** The keys of a browser in a direct send (REST, "Direct send"). */
function directKeys({ headers }: Exchange): Pick<Recipient, "keys"> {
  const p256dh = headers.get(headerNames.p256dh);
  const auth = headers.get(headerNames.auth);
  return p256dh === null || auth === null ? {} : { keys: { p256dh, auth } };
}
