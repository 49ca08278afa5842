/**
 * The version of the REST API that every request names in its query: the newest one the official
 * clients send.
 */
export const API_VERSION = "2020-06";

/**
 * Header names of the protocol, spelled as the service's documentation spells them; servers compare
 * them without case.
 */
export const headerNames = {
  /** Names the platform of a send, such as `apple` or `template`. */
  format: "ServiceBusNotification-Format",
  /** A tag expression. A send without it goes to every device. */
  tags: "ServiceBusNotification-Tags",
  /** The handle of a direct send. */
  deviceHandle: "ServiceBusNotification-DeviceHandle",
  /** When a scheduled send is due, in UTC. */
  scheduleTime: "ServiceBusNotification-ScheduleTime",
  /** The public key of a browser's subscription in a direct send. */
  p256dh: "P256DH",
  /** The authentication secret of a browser's subscription in a direct send. */
  auth: "Auth",
  /** The service's own identifier of a response, for support requests. */
  trackingId: "TrackingId",
  /** A second identifier of a response, found in Azure's logs. */
  correlationId: "x-ms-correlation-request-id",
  /** Where the next page of a list begins; absent on the last page. */
  continuationToken: "x-ms-continuationtoken",
} as const;
