import { isWireFormatError, type Registration } from "@nh/wire";
import { decodeRegistration, encodeRegistration } from "@nh/wire/server";
import type { HubContext } from "../context.js";
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
    const id = idFor(context, job, registration);
    if (touched.has(id)) return "later";
    const write = prepare(context, job, id, registration);
    touched.add(id);
    return {
      write,
      output: encodeRegistration("remove" in write ? { ...registration, registrationId: id } : write.registration),
    };
  } catch (error) {
    if (isWireFormatError(error) || error instanceof Refusal) return { failure: error.message.replaceAll(/\s+/g, " ") };
    throw error;
  }
}

function idFor(context: HubContext, job: JobRecord, registration: Registration): string {
  if (job.type === "ImportCreateRegistrations") return context.ids.registrationId();
  if (registration.registrationId === undefined) throw new Refusal(400, "The RegistrationId is missing.");
  return registration.registrationId;
}

function prepare(context: HubContext, job: JobRecord, id: string, registration: Registration): RegistrationWrite {
  const exists = context.state.find(job.hub)?.registrations.has(id) === true;
  refuseInstallations(context, job.hub, id);
  if (!exists && (job.type === "ImportUpdateRegistrations" || job.type === "ImportDeleteRegistrations")) {
    throw new Refusal(404, "The registration does not exist.");
  }
  if (job.type === "ImportDeleteRegistrations") return { remove: id };
  checkRegistration(context, registration);
  if (!exists) checkQuota(context, job.hub);
  return prepareRegistration(context, job.hub, id, registration);
}
