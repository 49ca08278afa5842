/*
 * What only a hub needs: finding the operation of a request, reading requests, writing responses.
 */
export type { EntryLinks, FeedLinks } from "./lib/atom/write-entry.js";
export { type ReadBatch, readBatch } from "./lib/batch/read-batch.js";
export { encodeErrorBody } from "./lib/error-body.js";
export { decodeHubEntry } from "./lib/hub-description/decode.js";
export { encodeHubEntry } from "./lib/hub-description/encode.js";
export {
  encodeHubFeed,
  encodeHubNameFeed,
  encodeHubResponse,
  type HubFeedLinks,
  type HubLinks,
  type HubNameFeedLinks,
} from "./lib/hub-description/encode-response.js";
export { applyPatch } from "./lib/installation/patch-apply.js";
export { decodeJobEntry } from "./lib/job/decode.js";
export { encodeJobFeed, encodeJobResponse } from "./lib/job/encode.js";
export { matchRoute, type RouteMatch } from "./lib/match-route.js";
export { type FilterTerm, parseFilter } from "./lib/odata.js";
export { encodeNotificationDetails } from "./lib/outcome/notification-details.js";
export { encodeNotificationOutcome } from "./lib/outcome/notification-outcome.js";
export { encodePnsFeedback } from "./lib/outcome/pns-feedback.js";
export { platformFromFormat } from "./lib/platform-wire.js";
export { createSecretMask } from "./lib/redactor.js";
export { decodeRegistration } from "./lib/registration/decode.js";
export { decodeRegistrationEntry } from "./lib/registration/decode-entry.js";
export { encodeExportedRegistration, encodeRegistration } from "./lib/registration/encode.js";
export { encodeRegistrationFeed, encodeRegistrationResponse } from "./lib/registration/encode-entry.js";
export { routes } from "./lib/routes.js";
export { parseScheduleTime } from "./lib/schedule-time.js";
