import type { Operation } from "@nh/wire";

/**
 * The call that makes each request, as its user writes it, for messages. Where several calls make
 * the same request, `CallSpec.call` names the one that was made.
 */
const callNames: Readonly<Record<Operation, string>> = {
  send: "send",
  sendBatch: "send",
  schedule: "schedule",
  cancelScheduled: "cancelScheduled",
  getNotificationDetails: "getNotificationDetails",
  getFeedbackContainer: "getFeedbackContainerUrl",
  createRegistrationId: "registrations.createId",
  createRegistration: "registrations.create",
  putRegistration: "registrations.upsert",
  getRegistration: "registrations.get",
  deleteRegistration: "registrations.delete",
  listRegistrations: "registrations.list",
  listRegistrationsByTag: "registrations.listByTag",
  putInstallation: "installations.put",
  getInstallation: "installations.get",
  patchInstallation: "installations.patch",
  deleteInstallation: "installations.delete",
  submitJob: "jobs.submit",
  getJob: "jobs.get",
  listJobs: "jobs.list",
  putHub: "hubs.upsert",
  getHub: "hubs.get",
  deleteHub: "hubs.delete",
  listHubs: "hubs.list",
  listHubNames: "hubs.list",
};

/** The call that makes a request, as its user writes it. */
export function callNameOf(operation: Operation): string {
  return callNames[operation];
}
