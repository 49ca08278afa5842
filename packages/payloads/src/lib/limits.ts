/**
 * APNs: 4 KB for every push type, VoIP too, since the hub itself refuses more (Notification Hubs
 * "Push notifications with iOS").
 */
export const APNS_LIMIT_BYTES = 4_096;

/** `apns-collapse-id`: 64 bytes (Apple, "Sending notification requests to APNs"). */
export const APNS_COLLAPSE_ID_LIMIT_BYTES = 64;

/** FCM, HTTP v1 and legacy: 4,096 bytes ("About FCM messages"). */
export const FCM_LIMIT_BYTES = 4_096;

/**
 * WNS: 5,000 bytes for every type; WNS refuses a larger one with 413 ("Push notification service
 * request and response headers").
 */
export const WNS_LIMIT_BYTES = 5_000;

/** MPNS: 1 KB for raw notifications (Notification Hubs REST "Send an MPNS native notification"). */
export const MPNS_RAW_LIMIT_BYTES = 1_024;

/** ADM: 6 KB (Amazon Device Messaging "Send a message"). */
export const ADM_LIMIT_BYTES = 6_144;

/** Web Push: one encrypted record of 4,096 bytes holds 3,993 bytes of text (RFC 8291 section 4). */
export const BROWSER_LIMIT_BYTES = 3_993;

/** Any request to a hub: 64 KB, else 413 (Notification Hubs REST "Send a native notification"). */
export const HUB_REQUEST_LIMIT_BYTES = 65_536;
