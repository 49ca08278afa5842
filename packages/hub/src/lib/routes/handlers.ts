import type { Operation } from "@nh/wire";
import type { HubContext } from "../context.js";
import type { Exchange } from "../http/exchange.js";
import type { RouteResponse } from "../http/rest-response.js";
import { getFeedbackContainer } from "./feedback.js";
import { listHubNames, listHubs } from "./hub-lists.js";
import { deleteHub, getHub, putHub } from "./hubs.js";
import { deleteInstallation, getInstallation, patchInstallation, putInstallation } from "./installations.js";
import { getJob, listJobs, submitJob } from "./jobs.js";
import { send, sendBatch } from "./messages.js";
import { listRegistrations, listRegistrationsByTag } from "./registration-lists.js";
import {
  createRegistration,
  createRegistrationId,
  deleteRegistration,
  getRegistration,
  putRegistration,
} from "./registrations.js";
import { cancelScheduled, schedule } from "./scheduled.js";
import { getNotificationDetails } from "./telemetry.js";

/** Carries out one operation. */
export type Handler = (context: HubContext, exchange: Exchange) => RouteResponse | Promise<RouteResponse>;

/** Which function carries out which operation. */
export const handlers: Readonly<Record<Operation, Handler>> = {
  send,
  sendBatch,
  schedule,
  cancelScheduled,
  getNotificationDetails,
  getFeedbackContainer,
  createRegistrationId,
  createRegistration,
  putRegistration,
  getRegistration,
  deleteRegistration,
  listRegistrations,
  listRegistrationsByTag,
  putInstallation,
  getInstallation,
  patchInstallation,
  deleteInstallation,
  submitJob,
  getJob,
  listJobs,
  putHub,
  getHub,
  deleteHub,
  listHubs,
  listHubNames,
};
