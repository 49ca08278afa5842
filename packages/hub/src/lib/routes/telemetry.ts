import type { NativePlatform } from "@nh/payloads";
import { encodeNotificationDetails } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import { blobUrl } from "../http/blob-address.js";
import { type Exchange, versionQuery } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { xmlText } from "../http/xml-text.js";
import type { NotificationRecord } from "../pushes/notification-log.js";
import { errorsBlob, errorsContainer } from "../sends/feedback-blobs.js";
import { requireStandardTier } from "./tier.js";

/** Row 8: the telemetry of a notification. */
export function getNotificationDetails(context: HubContext, exchange: Exchange): RouteResponse {
  requireStandardTier(context);
  const record = context.state.notifications.get(exchange.hubName, exchange.parameter, exchange.atMs);
  if (record === undefined)
    throw new Refusal(404, "The notification does not exist, or its telemetry is not available yet.");
  const date = (atMs: number | undefined): Date | undefined => (atMs === undefined ? undefined : new Date(atMs));
  const platforms = targetPlatforms(record);
  const body = encodeNotificationDetails({
    notificationId: record.id,
    location: `sb://${record.host}/${encodeURIComponent(record.hub)}/messages/${record.id}${versionQuery(record)}`,
    state: record.state,
    enqueueTime: date(record.enqueuedAtMs),
    startTime: date(record.startedAtMs),
    endTime: date(record.endedAtMs),
    notificationBody: xmlText(record.body),
    tags: record.tags,
    targetPlatforms: platforms.length === 0 ? undefined : platforms,
    pnsErrorDetailsUri: record.hasErrors === true ? errorsUrl(exchange, record) : undefined,
    outcomeCounts: record.counts,
  });
  return { status: 200, headers: { "content-type": "application/xml; charset=utf-8" }, body };
}

/**
 * The platforms that were reached: `apple`, or `appletemplate` for a template send. Before any is
 * reached: the format of the send.
 */
function targetPlatforms(record: NotificationRecord): readonly string[] {
  const reached = Object.keys(record.counts) as NativePlatform[];
  if (reached.length === 0) return [record.platform];
  return record.platform === "template" ? reached.map((platform) => `${platform}template`) : reached;
}

function errorsUrl(exchange: Exchange, record: NotificationRecord): string {
  return blobUrl(exchange, errorsContainer(record.hub), errorsBlob(record.id), "r");
}
