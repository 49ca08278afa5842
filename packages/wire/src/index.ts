export { ArgumentError, isArgumentError } from "./lib/argument-error.js";
export { type Batch, writeBatch } from "./lib/batch/write-batch.js";
export { buildPath } from "./lib/build-path.js";
export { parseMoment } from "./lib/date-time.js";
export { decodeErrorBody, type ErrorBody } from "./lib/error-body.js";
export { formatRequest, formatResponse, type ShownRequest, type ShownResponse } from "./lib/format-http.js";
export {
  type BaiduHandle,
  type BrowserHandle,
  type DeviceHandle,
  shortenHandle,
  withUrlSafeKeys,
} from "./lib/handle.js";
export { type CredentialRow, type CredentialTable, credentialTable } from "./lib/hub-description/credential-table.js";
export type {
  AdmCredential,
  ApnsCertificateCredential,
  ApnsTokenCredential,
  BaiduCredential,
  BrowserCredential,
  CredentialCommon,
  FcmV1Credential,
  GcmCredential,
  HubCredentials,
  MpnsCredential,
  WnsCredential,
  XiaomiCredential,
} from "./lib/hub-description/credential-types.js";
export { redactHub } from "./lib/hub-description/redact-hub.js";
export type { AuthorizationRule, HubDescription, RegistrationTtl } from "./lib/hub-description/types.js";
export { decodeInstallation } from "./lib/installation/decode.js";
export { encodeInstallation } from "./lib/installation/encode.js";
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
export { type JobRequest, type JobStatus, type JobType, jobTypes, type NotificationHubJob } from "./lib/job/types.js";
export { loadXmlCodecs, type XmlCodecs } from "./lib/load-xml-codecs.js";
export { meantPlatform } from "./lib/meant-platform.js";
export { buildHandleFilter } from "./lib/odata.js";
export type {
  NotificationDetails,
  NotificationOutcome,
  NotificationState,
  OutcomeCounts,
  PnsFeedback,
  RegistrationResult,
} from "./lib/outcome/types.js";
export {
  type CredentialKind,
  type InstallationPlatform,
  type PlatformWire,
  platformFromInstallation,
  platformWire,
  type RegistrationKind,
  type TemplateElement,
  type TemplateHeaderElements,
} from "./lib/platform-wire.js";
export { API_VERSION, headerNames } from "./lib/protocol.js";
export { redactSecrets, redactText } from "./lib/redact.js";
export { createRedactor, type Redactor, type RedactorOptions } from "./lib/redactor.js";
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
export { type Operation, type Right, type Route, routeOf } from "./lib/routes.js";
export { formatScheduleTime } from "./lib/schedule-time.js";
export { evaluateTagExpression } from "./lib/tag-expression/evaluate.js";
export { formatTagExpression } from "./lib/tag-expression/format.js";
export { parseTagExpression } from "./lib/tag-expression/parse.js";
export { checkTag, isTag, normalizeTag, tagLimits } from "./lib/tag-expression/tag.js";
export {
  isTagExpressionError,
  TagExpressionError,
  type TagExpressionErrorCode,
  type TagExpressionErrorDetails,
} from "./lib/tag-expression/tag-expression-error.js";
export type { CompoundNode, NotNode, Span, TagExpression, TagNode } from "./lib/tag-expression/types.js";
export { isWireFormatError, WireFormatError, type WireFormatErrorDetails } from "./lib/wire-format-error.js";
