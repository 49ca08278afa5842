import { isWireFormatError, type Registration } from "@nh/wire";
import { decodeRegistration, encodeRegistration } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import { faultOfElementOrder, setsExpiration } from "../devices/registration-document.js";
import { Refusal } from "../http/refusal.js";
import type { JobRecord } from "../state/job-record.js";
import { checkQuota } from "./quota.js";
import {
  checkRegistration,
  prepareRegistration,
  type RegistrationWrite,
  refuseInstallations,
} from "./registration-write.js";

/**
 * The result of one line of an import. `later` means: apply what is prepared first, then try the
 * line again.
 */
export type ImportedLine =
  | { readonly write: RegistrationWrite; readonly output: string }
  | { readonly failure: string }
  | "later";

/**
 * Prepares what one line of an import requests. `touched` collects the ids of the registrations
 * prepared so far.
 */
export function importLine(context: HubContext, job: JobRecord, line: string, touched: Set<string>): ImportedLine {
  try {
    const registration = decodeRegistration(line);
    if (context.options.strict && job.type !== "ImportDeleteRegistrations") refuseDocument(line);
    const id = idFor(context, job, registration);
    if (touched.has(id)) return "later";
    const write = prepare(context, job, id, registration);
    touched.add(id);
    return {
      write,
      output: encodeRegistration("remove" in write ? { ...registration, registrationId: id } : write.registration),
    };
  } catch (error) {
    if (isWireFormatError(error)) return { failure: badFormat(error.message) };
    if (error instanceof Refusal) return { failure: error.status === 400 ? badFormat(error.message) : error.message };
    throw error;
  }
}

/**
 * The service's own words for a line that it does not accept (azure-notificationhubs-dotnet 322).
 * They never say why, so the hub adds the reason.
 */
function badFormat(reason: string): string {
  return `BadRequest,Bad Format (${reason.replaceAll(/\s+/g, " ")})`;
}

/**
 * Refuses what an export contains and an import must not (azure-notificationhubs-dotnet 322). Tags
 * that begin with $ are refused like any other wrong tag.
 */
function refuseDocument(line: string): void {
  if (setsExpiration(line)) throw new Refusal(400, "A line of an import must not contain an ExpirationTime.");
  const order = faultOfElementOrder(line);
  if (order !== undefined) throw new Refusal(400, order);
}

function idFor(context: HubContext, job: JobRecord, registration: Registration): string {
  if (job.type === "ImportCreateRegistrations") return context.ids.registrationId();
  if (registration.registrationId === undefined) throw new Refusal(400, "The RegistrationId is missing.");
  return registration.registrationId;
}

function prepare(context: HubContext, job: JobRecord, id: string, registration: Registration): RegistrationWrite {
  const hub = context.state.find(job.hub);
  if (job.type === "ImportDeleteRegistrations") {
    if (hub?.reachable(id) === undefined) throw missing();
    return { remove: id };
  }
  const exists = hub?.registrations.has(id) === true;
  refuseInstallations(context, job.hub, id);
  if (!exists && job.type === "ImportUpdateRegistrations") throw missing();
  checkRegistration(context, registration);
  if (!exists) checkQuota(context, job.hub);
  return prepareRegistration(context, job.hub, id, registration);
}

function missing(): Refusal {
  return new Refusal(404, "The registration does not exist.");
}
