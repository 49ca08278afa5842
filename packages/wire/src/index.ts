export type { EntryLinks, FeedLinks } from "./lib/atom/write-entry.js";
export { type ReadBatch, readBatch } from "./lib/batch/read-batch.js";
export { type Batch, writeBatch } from "./lib/batch/write-batch.js";
export { decodeErrorBody, type ErrorBody, encodeErrorBody } from "./lib/error-body.js";
export { formatRequest, formatResponse, type ShownRequest, type ShownResponse } from "./lib/format-http.js";
export { type BaiduHandle, type BrowserHandle, type DeviceHandle, shortenHandle } from "./lib/handle.js";
export { decodeInstallation } from "./lib/installation/decode.js";
export { encodeInstallation } from "./lib/installation/encode.js";
export { applyPatch } from "./lib/installation/patch-apply.js";
export { patch } from "./lib/installation/patch-builders.js";
export { decodePatch, encodePatch } from "./lib/installation/patch-codec.js";
export type {
  BrowserInstallation,
  Installation,
  InstallationCommon,
  InstallationTemplate,
  PatchOperation,
  PatchValue,
  SecondaryTile,
  TokenInstallation,
} from "./lib/installation/types.js";
export { decodeJobEntry, decodeJobFeed } from "./lib/job/decode.js";
export { encodeJobAnswer, encodeJobEntry, encodeJobFeed } from "./lib/job/encode.js";
export type { JobRequest, JobStatus, JobType, NotificationHubJob } from "./lib/job/types.js";
export { matchRoute, type RouteMatch } from "./lib/match-route.js";
export { buildHandleFilter, type FilterTerm, odataString, parseFilter } from "./lib/odata.js";
export { decodeNotificationDetails, encodeNotificationDetails } from "./lib/outcome/notification-details.js";
export { decodeNotificationOutcome, encodeNotificationOutcome } from "./lib/outcome/notification-outcome.js";
export { decodePnsFeedback, encodePnsFeedback } from "./lib/outcome/pns-feedback.js";
export type {
  NotificationDetails,
  NotificationOutcome,
  NotificationState,
  OutcomeCounts,
  PnsFeedback,
  RegistrationResult,
} from "./lib/outcome/types.js";
export {
  type InstallationPlatform,
  type PlatformWire,
  platformFromFormat,
  platformFromInstallation,
  platformFromRegistrationKind,
  platformWire,
  type RegistrationKind,
  type TemplateElement,
  type TemplateHeaderElements,
} from "./lib/platform-wire.js";
export { API_VERSION, headerNames } from "./lib/protocol.js";
export { redactSecrets, redactText } from "./lib/redact.js";
export { decodeRegistration } from "./lib/registration/decode.js";
export { decodeRegistrationEntry, decodeRegistrationFeed } from "./lib/registration/decode-entry.js";
export { encodeRegistration } from "./lib/registration/encode.js";
export {
  encodeRegistrationAnswer,
  encodeRegistrationEntry,
  encodeRegistrationFeed,
} from "./lib/registration/encode-entry.js";
export { registrationHandleText } from "./lib/registration/handle-parts.js";
export type {
  BaiduRegistration,
  BrowserRegistration,
  ChannelRegistration,
  Registration,
  RegistrationCommon,
  RegistrationTemplate,
  TokenRegistration,
} from "./lib/registration/types.js";
export { pathOf, sendRoute } from "./lib/route-path.js";
export { buildPath, type Operation, type Right, type Route, routeOf, routes } from "./lib/routes.js";
export { formatScheduleTime, parseScheduleTime } from "./lib/schedule-time.js";
export { isTagExpressionError, TagExpressionError, type TagExpressionErrorCode } from "./lib/tag-expression/error.js";
export { evaluateTagExpression } from "./lib/tag-expression/evaluate.js";
export { formatTagExpression } from "./lib/tag-expression/format.js";
export { parseTagExpression } from "./lib/tag-expression/parse.js";
export { checkTag, normalizeTag } from "./lib/tag-expression/tag.js";
export { tagLimits } from "./lib/tag-expression/tag-limits.js";
export type { CompoundNode, NotNode, Span, TagExpression, TagNode } from "./lib/tag-expression/types.js";
export { isWireFormatError, WireFormatError } from "./lib/wire-format-error.js";
export { namespaces } from "./lib/xml/namespaces.js";
