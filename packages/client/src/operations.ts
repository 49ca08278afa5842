export { isJournalError, JournalError, type JournalErrorCode } from "./lib/bulk/journal/journal-error.js";
export type { PlatformHandle } from "./lib/bulk/platform-handles.js";
export type { BatchResult, BulkProgress, FailedBatch, SentBatch, SkippedBatch } from "./lib/bulk/results.js";
export {
  type ContentBatchResult,
  type ContentToDevicesOptions,
  sendContentToDevices,
} from "./lib/bulk/send-content-to-devices.js";
export { type SendToDevicesOptions, sendToDevices } from "./lib/bulk/send-to-devices.js";
export { createContext, type HubContext } from "./lib/context.js";
export type { HubAddress } from "./lib/hub-address.js";
export type { CallResponse, HubPromise, WithResponse } from "./lib/hub-promise.js";
export type { ChangeResult } from "./lib/operations/change-result.js";
export type { SendableNotification } from "./lib/operations/check-notification.js";
export {
  type ContentPromise,
  type ContentResult,
  type ContentScheduleOptions,
  type ContentSendOptions,
  type PlatformsOption,
  scheduleContent,
  sendContent,
} from "./lib/operations/content-send.js";
export { type DeleteByHandleResult, deleteRegistrationsByHandle } from "./lib/operations/delete-by-handle.js";
export { type FeedbackOptions, feedback, getFeedbackContainerUrl } from "./lib/operations/feedback.js";
export {
  deleteInstallation,
  getInstallation,
  installationExists,
  putInstallation,
} from "./lib/operations/installations.js";
export { getJob, type JobWaitOptions, listJobs, submitJob, waitForJob } from "./lib/operations/jobs.js";
export {
  type InstallationSummary,
  type ListInstallationsOptions,
  listInstallations,
} from "./lib/operations/list-installations.js";
export type { NotificationReference } from "./lib/operations/notification-reference.js";
export {
  addInstallationTags,
  patchInstallation,
  removeInstallationPushVariable,
  removeInstallationTags,
  removeInstallationTemplate,
  removeInstallationUserId,
  setInstallationExpirationTime,
  setInstallationHandle,
  setInstallationPushVariables,
  setInstallationTemplate,
  setInstallationUserId,
} from "./lib/operations/patch-installation.js";
export type { WaitOptions } from "./lib/operations/poll.js";
export type { HandleTarget, ListOptions } from "./lib/operations/registration-pages.js";
export {
  createRegistration,
  createRegistrationId,
  type DeleteRegistrationOptions,
  deleteRegistration,
  getRegistration,
  listRegistrations,
  listRegistrationsByHandle,
  listRegistrationsByTag,
  registrationExists,
  updateRegistration,
  upsertRegistration,
} from "./lib/operations/registrations.js";
export { cancelScheduled, schedule } from "./lib/operations/schedule.js";
export { type SendOptions, send } from "./lib/operations/send.js";
export type { DetailedResult, EnqueuedResult, SendResult } from "./lib/operations/send-result.js";
export { getNotificationDetails, waitForOutcome } from "./lib/operations/telemetry.js";
