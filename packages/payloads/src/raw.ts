/* What a program needs to check a finished notification: no module behind this door reaches a builder or the XML parser. */
export { HUB_REQUEST_LIMIT_BYTES } from "./lib/limits.js";
export type { Notification } from "./lib/notification.js";
export { isPlatform } from "./lib/platforms.js";
export { rawNotification } from "./lib/raw-notification.js";
export { utf8ByteLength } from "./lib/size.js";
