export type { BatchResult, BulkProgress, FailedBatch, SentBatch } from "./lib/bulk/results.js";
export { type SendToDevicesOptions, sendToDevices } from "./lib/bulk/send-to-devices.js";
export { type CallSpec, createContext, type HubAnswer, type HubContext, type RawCallSpec } from "./lib/context.js";
export { type DeleteByHandleResult, deleteRegistrationsByHandle } from "./lib/operations/delete-by-handle.js";
export { type FeedbackOptions, feedback, getFeedbackContainerUrl } from "./lib/operations/feedback.js";
export {
  deleteInstallation,
  getInstallation,
  type Installations,
  installationExists,
  installationsOf,
  patchInstallation,
  putInstallation,
} from "./lib/operations/installations.js";
export {
  getJob,
  type Jobs,
  type JobWaitOptions,
  jobsOf,
  listJobs,
  submitJob,
  waitForJob,
} from "./lib/operations/jobs.js";
export {
  type InstallationSummary,
  type ListInstallationsOptions,
  listInstallations,
} from "./lib/operations/list-installations.js";
export type { NotificationReference } from "./lib/operations/notification-reference.js";
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
  type Registrations,
  registrationExists,
  registrationsOf,
  updateRegistration,
  upsertRegistration,
} from "./lib/operations/registrations.js";
export { cancelScheduled, schedule } from "./lib/operations/schedule.js";
export {
  type DetailedResult,
  type EnqueuedResult,
  type SendOptions,
  type SendResult,
  send,
} from "./lib/operations/send.js";
export { getNotificationDetails, waitForOutcome } from "./lib/operations/telemetry.js";
