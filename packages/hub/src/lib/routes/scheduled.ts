import { headerNames } from "@nh/wire";
import { parseScheduleTime } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import { type Exchange, serviceUrl, versionQuery } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { setTimer } from "../sends/catch-up.js";
import { notificationRecord, removal, scheduledRecord } from "../state/records.js";
import type { ScheduledSend } from "../state/scheduled-send.js";
import { hubKey } from "../state/state.js";
import { readAudience, readNotification } from "./incoming-send.js";
import { requireStandardTier } from "./tier.js";

/** Up to 7 days ahead (Azure, "Scheduled notifications"). */
const LATEST_MS = 7 * 24 * 3600 * 1000;

/** Row 6: keeps a notification until it is due by the hub's clock. */
export async function schedule(context: HubContext, exchange: Exchange): Promise<RouteResponse> {
  requireStandardTier(context);
  const body = await exchange.readBody();
  const dueAtMs = readTime(context, exchange);
  const contentType = exchange.headers.get("content-type") ?? "";
  const notification = readNotification(context, exchange, body, contentType);
  const { tags } = readAudience(context, exchange);
  const { atMs, hubName: hub, apiVersion } = exchange;
  const id = context.ids.scheduledId(atMs);
  const { host } = exchange.url;
  const send: ScheduledSend = { hub, id, dueAtMs, notification, tags, host, apiVersion, enqueuedAtMs: atMs };
  keep(context, send);
  const location = serviceUrl(exchange, `schedulednotifications/${id}`, versionQuery(exchange));
  return { status: 201, headers: { Location: location, "X-Powered-By": "Azure Notification Hubs" } };
}

/**
 * Row 7: cancels a scheduled notification. One that is unknown, already sent or already canceled is
 * 404.
 */
export function cancelScheduled(context: HubContext, exchange: Exchange): RouteResponse {
  const { state } = context;
  const key = hubKey(exchange.hubName, exchange.parameter);
  const send = state.scheduled.get(key);
  if (send === undefined) throw new Refusal(404, "The scheduled notification does not exist.");
  const known = state.notifications.get(send.hub, send.id, exchange.atMs);
  const canceled =
    known === undefined ? undefined : { ...known, state: "Cancelled" as const, endedAtMs: exchange.atMs };
  context.commit(() => [
    removal(send.hub, "scheduled", send.id),
    ...(canceled === undefined ? [] : [notificationRecord(canceled)]),
  ]);
  state.scheduled.delete(key);
  if (canceled !== undefined) state.notifications.put(canceled);
  return { status: 200 };
}

function keep(context: HubContext, send: ScheduledSend): void {
  const { state } = context;
  const { hub, id, tags, host, apiVersion, enqueuedAtMs, notification } = send;
  const { platform, body } = notification;
  const record = {
    hub,
    id,
    state: "Scheduled" as const,
    platform,
    body,
    tags,
    host,
    apiVersion,
    enqueuedAtMs,
    counts: {},
  };
  const forgotten = state.notifications.evictedBy(record);
  context.commit(() => [
    scheduledRecord(send),
    notificationRecord(record),
    ...forgotten.map((old) => removal(old.hub, "notification", old.id)),
  ]);
  const key = hubKey(hub, id);
  state.scheduled.set(key, send);
  state.notifications.put(record);
  state.agenda.add(send.dueAtMs, { kind: "scheduled", key });
  setTimer(context);
}

function readTime(context: HubContext, exchange: Exchange): number {
  const header = exchange.headers.get(headerNames.scheduleTime);
  if (header === null || header.trim() === "") {
    throw new Refusal(400, `The ${headerNames.scheduleTime} header is required.`);
  }
  // The REST samples for Python put quotes around the T, and the service accepts them.
  const time = parseScheduleTime(header.trim().replaceAll("'", ""))?.getTime();
  if (time === undefined) throw new Refusal(400, `The value of the ${headerNames.scheduleTime} header must be a date.`);
  if (context.options.strict && time > exchange.atMs + LATEST_MS) {
    throw new Refusal(400, "A notification can be scheduled up to 7 days ahead.");
  }
  // A time in the past is due at once.
  return Math.max(time, exchange.atMs);
}
