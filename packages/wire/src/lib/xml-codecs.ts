/*
 * The codecs of XML documents that a client reads and writes; `loadXmlCodecs` imports them in one
 * go.
 */
export { decodeHubEntry, decodeHubFeed, decodeHubNameFeed } from "./hub-description/decode.js";
export { encodeHubEntry } from "./hub-description/encode.js";
export { decodeJobEntry, decodeJobFeed } from "./job/decode.js";
export { encodeJobEntry } from "./job/encode.js";
export { decodeNotificationDetails } from "./outcome/notification-details.js";
export { decodeNotificationOutcome } from "./outcome/notification-outcome.js";
export { decodePnsFeedback } from "./outcome/pns-feedback.js";
export { decodeRegistration } from "./registration/decode.js";
export { decodeRegistrationEntry, decodeRegistrationFeed } from "./registration/decode-entry.js";
export { encodeRegistration } from "./registration/encode.js";
export { encodeRegistrationEntry } from "./registration/encode-entry.js";
