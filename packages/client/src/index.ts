export { type ConnectionString, type Credential, isConnectionStringError } from "@nh/auth";
export {
  type BaiduHandle,
  type BrowserHandle,
  type BrowserInstallation,
  type DeviceHandle,
  type Installation,
  type InstallationPlatform,
  type InstallationTemplate,
  isTagExpressionError,
  isWireFormatError,
  type JobRequest,
  type JobStatus,
  type JobType,
  type NotificationDetails,
  type NotificationHubJob,
  type NotificationOutcome,
  type NotificationState,
  type Operation,
  type PatchOperation,
  type PatchValue,
  type PnsFeedback,
  patch,
  type Registration,
  type RegistrationResult,
  type RegistrationTemplate,
  type SecondaryTile,
  type TokenInstallation,
} from "@nh/wire";
export { ArgumentError, isArgumentError } from "./lib/argument-error.js";
export type {
  Audience,
  DeviceAudience,
  DevicesAudience,
  Everyone,
  TagAudience,
  TagOperand,
} from "./lib/audience/audience.js";
export { AudienceError, type AudienceErrorCode, isAudienceError } from "./lib/audience/audience-error.js";
export { device, devices } from "./lib/audience/device-audience.js";
export { allOf, anyOf, everyone, installation, not, user, withTemplate } from "./lib/audience/tag-audience.js";
export type { DeliveryError } from "./lib/bulk/deliver.js";
export { isJournalError, JournalError, type JournalErrorCode } from "./lib/bulk/journal/journal-error.js";
export type { PlatformHandle } from "./lib/bulk/platform-handles.js";
export type { BatchResult, BulkProgress, FailedBatch, SentBatch, SkippedBatch } from "./lib/bulk/results.js";
export type { ContentBatchResult, ContentToDevicesOptions } from "./lib/bulk/send-content-to-devices.js";
export type { SendToDevicesOptions } from "./lib/bulk/send-to-devices.js";
export { NotificationHubClient } from "./lib/client.js";
export type { HubContext } from "./lib/context.js";
export {
  type CallFailure,
  HubConnectionError,
  HubResponseError,
  type HubResponseErrorCode,
  type HubResponseFailure,
  HubTimeoutError,
  isCallFailure,
  isHubConnectionError,
  isHubResponseError,
  isHubTimeoutError,
  isSplitSendError,
  type RedactedRequest,
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
export type { Installations } from "./lib/groups/installations.js";
export type { Jobs } from "./lib/groups/jobs.js";
export type { Registrations } from "./lib/groups/registrations.js";
export type { HubAddress } from "./lib/hub-address.js";
export type { CallResponse, HubPromise, WithResponse } from "./lib/hub-promise.js";
export { isInputError } from "./lib/input-error.js";
export type { ChangeResult } from "./lib/operations/change-result.js";
export type { SendableNotification } from "./lib/operations/check-notification.js";
export type {
  ContentPromise,
  ContentResult,
  ContentScheduleOptions,
  ContentSendOptions,
  PlatformsOption,
} from "./lib/operations/content-send.js";
export type { DeleteByHandleResult } from "./lib/operations/delete-by-handle.js";
export type { FeedbackOptions } from "./lib/operations/feedback.js";
export type { JobWaitOptions } from "./lib/operations/jobs.js";
export type { InstallationSummary, ListInstallationsOptions } from "./lib/operations/list-installations.js";
export type { NotificationReference } from "./lib/operations/notification-reference.js";
export type { WaitOptions } from "./lib/operations/poll.js";
export type { HandleTarget, ListOptions } from "./lib/operations/registration-pages.js";
export type { DeleteRegistrationOptions } from "./lib/operations/registrations.js";
export type { SendOptions } from "./lib/operations/send.js";
export type { DetailedResult, EnqueuedResult, SendResult } from "./lib/operations/send-result.js";
export type { CallOptions, ClientOptions, RetryOptions } from "./lib/options.js";
export type { ByPageOptions, Page, PagedList, ToArrayOptions } from "./lib/pages.js";
export type { DumpWriter } from "./lib/transport/dump.js";
export type { ClosableFetch, Fetch, FetchInit, FetchResponse } from "./lib/transport/fetch.js";
