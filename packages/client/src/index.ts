export type {
  BaiduHandle,
  BrowserHandle,
  DeviceHandle,
  Installation,
  InstallationTemplate,
  JobRequest,
  JobStatus,
  JobType,
  NotificationDetails,
  NotificationHubJob,
  NotificationState,
  PatchOperation,
  PnsFeedback,
  Registration,
  RegistrationTemplate,
  SecondaryTile,
} from "@nh/wire";
export {
  allOf,
  anyOf,
  device,
  devices,
  everyone,
  installation,
  not,
  user,
  withTemplate,
} from "./lib/audience/audience.js";
export { AudienceError, type AudienceErrorCode, isAudienceError } from "./lib/audience/audience-error.js";
export type {
  Audience,
  DeviceAudience,
  DevicesAudience,
  Everyone,
  TagAudience,
  TagOperand,
} from "./lib/audience/audience-types.js";
export type { BatchResult, BulkProgress, FailedBatch, SentBatch } from "./lib/bulk/results.js";
export type { SendToDevicesOptions } from "./lib/bulk/send-to-devices.js";
export { NotificationHubClient } from "./lib/client.js";
export type { CallSpec, HubAddress, HubAnswer, HubContext, RawCallSpec } from "./lib/context.js";
export { isConnectionStringError, isTagExpressionError, isWireFormatError } from "./lib/error-guards.js";
export {
  type CallFailure,
  HubConnectionError,
  HubResponseError,
  type HubResponseErrorCode,
  HubTimeoutError,
  isHubConnectionError,
  isHubResponseError,
  isHubTimeoutError,
  isSplitSendError,
  SplitSendError,
} from "./lib/errors.js";
export type {
  ClientEvent,
  ClientEventListener,
  GiveUpEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  WarningEvent,
} from "./lib/events.js";
export type { DeleteByHandleResult } from "./lib/operations/delete-by-handle.js";
export type { FeedbackOptions } from "./lib/operations/feedback.js";
export type { Installations } from "./lib/operations/installations.js";
export type { Jobs, JobWaitOptions } from "./lib/operations/jobs.js";
export type { InstallationSummary, ListInstallationsOptions } from "./lib/operations/list-installations.js";
export type { NotificationReference } from "./lib/operations/notification-reference.js";
export type { WaitOptions } from "./lib/operations/poll.js";
export type { HandleTarget, ListOptions } from "./lib/operations/registration-pages.js";
export type { DeleteRegistrationOptions, Registrations } from "./lib/operations/registrations.js";
export type { DetailedResult, EnqueuedResult, SendOptions, SendResult } from "./lib/operations/send.js";
export type { CallOptions, ClientOptions, RetryOptions } from "./lib/options.js";
export type { ByPageOptions, Page, PagedList } from "./lib/pages.js";
export { patch } from "./lib/patch.js";
export type { DumpWriter } from "./lib/transport/dump.js";
export type { ClosableFetch, Fetch, FetchInit, FetchResponse } from "./lib/transport/fetch.js";
export type { RedactedRequest } from "./lib/transport/redact.js";
