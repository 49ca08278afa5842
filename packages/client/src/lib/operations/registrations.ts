import { buildHandleFilter, checkTag, loadXmlCodecs, type Registration, WireFormatError } from "@nh/wire";
import { warnOfPersonalData } from "../audience/warn-of-emails.js";
import type { CallSpec, HubAnswer, HubContext } from "../context.js";
import { late } from "../late.js";
import type { CallOptions } from "../options.js";
import { createPagedList, type PagedList } from "../pages.js";
import { readAccepted } from "./accepted-response.js";
import { callIfThere } from "./call-if-found.js";
import { type DeleteByHandleResult, deleteRegistrationsByHandle } from "./delete-by-handle.js";
import { idFromLocation } from "./id-from-location.js";
import { type HandleTarget, type ListOptions, readRegistrationPage } from "./registration-pages.js";

/** Options of `deleteRegistration`. */
export interface DeleteRegistrationOptions extends CallOptions {
  /** Deletes only this version; without it, whichever there is. */
  readonly etag?: string | undefined;
}

/** The id of a registration can no longer be used. */
const GONE = 410;
const atomEntry = { "Content-Type": "application/atom+xml;type=entry;charset=utf-8" };

/**
 * Reserves a registration id. Nothing is stored under it until `upsertRegistration`.
 *
 * @throws {WireFormatError} when the answer names none.
 */
export async function createRegistrationId(context: HubContext, options?: CallOptions): Promise<string> {
  const answer = await context.call({ operation: "createRegistrationId", repeat: "always" }, options);
  const id = idFromLocation(answer.header("Location"));
  if (id !== undefined) return id;
  throw new WireFormatError({ document: "registration id", path: "Location", rule: "the header is missing" });
}

/**
 * Creates a registration under an id that the service chooses. Like a send it is repeated only when the service said that it did nothing,
 * since a repeat would leave two; `createRegistrationId` with `upsertRegistration` can be repeated safely.
 *
 * @throws {TypeError} when it has a `registrationId` already: that is for `upsertRegistration`.
 * @throws {WireFormatError} when it cannot be written.
 * @throws {HubConnectionError} with `mayHaveBeenSent` when no answer came, or one that cannot be read.
 */
export async function createRegistration(
  context: HubContext,
  registration: Registration,
  options?: CallOptions,
): Promise<Registration> {
  if (registration?.registrationId !== undefined) {
    throw new TypeError("A registration to be created has no registrationId yet; use upsert to write one with an id.");
  }
  const body = await encoded(context, registration);
  const spec = { operation: "createRegistration", headers: atomEntry, body, repeat: "notNow" } as const;
  return write(context, spec, options);
}

/**
 * Replaces a registration that exists. With an `etag` only that version is replaced; without one, whichever there is.
 *
 * @throws {TypeError} when it has no `registrationId`.
 * @throws {HubResponseError} NH_NOT_FOUND when there is none, NH_PRECONDITION_FAILED when it has changed meanwhile.
 */
export async function updateRegistration(
  context: HubContext,
  registration: Registration,
  options?: CallOptions,
): Promise<Registration> {
  const etag = registration?.etag;
  const headers = { ...atomEntry, "If-Match": ifMatch(etag) };
  const repeat = etag === undefined ? "always" : "conditional";
  return write(context, await putSpec(context, registration, headers, repeat), options);
}

/**
 * Writes a registration, whether it exists or not. Its id comes from `createRegistrationId`. When the service answers that the id can no
 * longer be used (410), a new one is asked for, as Microsoft's page on registrations advises: the answer then has another `registrationId`.
 *
 * @throws {TypeError} when it has no `registrationId`.
 */
export async function upsertRegistration(
  context: HubContext,
  registration: Registration,
  options?: CallOptions,
): Promise<Registration> {
  const spec = { ...(await putSpec(context, registration, atomEntry, "always")), expect: [GONE] };
  const answer = await context.call(spec, options);
  if (answer.status !== GONE) return readWritten(context, spec, answer);
  const registrationId = await createRegistrationId(context, options);
  return write(context, await putSpec(context, { ...registration, registrationId }, atomEntry, "always"), options);
}

/**
 * Reads a registration.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is none of this id.
 */
export async function getRegistration(
  context: HubContext,
  registrationId: string,
  options?: CallOptions,
): Promise<Registration> {
  const spec = { operation: "getRegistration", parameter: registrationId, repeat: "always" } as const;
  const answer = await context.call(spec, options);
  const { decodeRegistrationEntry } = await late(loadXmlCodecs());
  return decodeRegistrationEntry(answer.text);
}

/**
 * Tells whether there is a registration of this id.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when the hub itself is not there.
 */
export async function registrationExists(
  context: HubContext,
  registrationId: string,
  options?: CallOptions,
): Promise<boolean> {
  const spec = { operation: "getRegistration", parameter: registrationId, repeat: "always" } as const;
  return (await callIfThere(context, spec, options)) !== undefined;
}

/**
 * Deletes a registration. Succeeds as well when a repeated attempt finds it gone after one whose answer was lost.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is none of this id, NH_PRECONDITION_FAILED when it is not of the version in `etag`.
 */
export async function deleteRegistration(
  context: HubContext,
  registrationId: string,
  options: DeleteRegistrationOptions = {},
): Promise<void> {
  const { etag, ...call } = options;
  const repeat = etag === undefined ? "removal" : "conditional";
  const headers = { "If-Match": ifMatch(etag) };
  const spec = { operation: "deleteRegistration", parameter: registrationId, headers, repeat } as const;
  await context.call(spec, call);
}

/** Lists all registrations, those that installations make among them. */
export function listRegistrations(context: HubContext, options?: ListOptions): PagedList<Registration> {
  return createPagedList((token) => readRegistrationPage(context, {}, token, options));
}

/**
 * Lists the registrations that have a tag; `$InstallationId:{…}` and `$UserId:{…}` are tags too.
 *
 * @throws {TagExpressionError} when it is no tag.
 */
export function listRegistrationsByTag(
  context: HubContext,
  tag: string,
  options?: ListOptions,
): PagedList<Registration> {
  checkTag(tag);
  return createPagedList((token) => readRegistrationPage(context, { tag }, token, options));
}

/**
 * Lists the registrations of one device.
 *
 * @param target The platform and the handle; a registration will do.
 * @throws {TypeError} when the handle is not of the form that the platform has.
 */
export function listRegistrationsByHandle(
  context: HubContext,
  target: HandleTarget,
  options?: ListOptions,
): PagedList<Registration> {
  const filter = buildHandleFilter(target.handle, target.platform);
  return createPagedList((token) => readRegistrationPage(context, { filter }, token, options));
}

/** The operations on registrations, as `hub.registrations`. */
export interface Registrations {
  /** {@link createRegistrationId} */
  createId(options?: CallOptions): Promise<string>;
  /** {@link createRegistration} */
  create(registration: Registration, options?: CallOptions): Promise<Registration>;
  /** {@link updateRegistration} */
  update(registration: Registration, options?: CallOptions): Promise<Registration>;
  /** {@link upsertRegistration} */
  upsert(registration: Registration, options?: CallOptions): Promise<Registration>;
  /** {@link getRegistration} */
  get(registrationId: string, options?: CallOptions): Promise<Registration>;
  /** {@link registrationExists} */
  exists(registrationId: string, options?: CallOptions): Promise<boolean>;
  /** {@link deleteRegistration} */
  delete(registrationId: string, options?: DeleteRegistrationOptions): Promise<void>;
  /** {@link listRegistrations} */
  list(options?: ListOptions): PagedList<Registration>;
  /** {@link listRegistrationsByTag} */
  listByTag(tag: string, options?: ListOptions): PagedList<Registration>;
  /** {@link listRegistrationsByHandle} */
  listByHandle(target: HandleTarget, options?: ListOptions): PagedList<Registration>;
  /** {@link deleteRegistrationsByHandle} */
  deleteByHandle(target: HandleTarget, options?: CallOptions): Promise<DeleteByHandleResult>;
}

/** Binds the operations on registrations to a hub. */
export function registrationsOf(context: HubContext): Registrations {
  return Object.freeze({
    createId: (options) => createRegistrationId(context, options),
    create: (registration, options) => createRegistration(context, registration, options),
    update: (registration, options) => updateRegistration(context, registration, options),
    upsert: (registration, options) => upsertRegistration(context, registration, options),
    get: (registrationId, options) => getRegistration(context, registrationId, options),
    exists: (registrationId, options) => registrationExists(context, registrationId, options),
    delete: (registrationId, options) => deleteRegistration(context, registrationId, options),
    list: (options) => listRegistrations(context, options),
    listByTag: (tag, options) => listRegistrationsByTag(context, tag, options),
    listByHandle: (target, options) => listRegistrationsByHandle(context, target, options),
    deleteByHandle: (target, options) => deleteRegistrationsByHandle(context, target, options),
  } satisfies Registrations);
}

async function putSpec(
  context: HubContext,
  registration: Registration,
  headers: Readonly<Record<string, string>>,
  repeat: "always" | "conditional",
): Promise<CallSpec> {
  const parameter = registration?.registrationId;
  if (parameter === undefined) {
    throw new TypeError("This registration has no registrationId; ask for one with createId, or use create.");
  }
  const body = await encoded(context, registration);
  return { operation: "putRegistration", parameter, headers, body, repeat };
}

async function encoded(context: HubContext, registration: Registration): Promise<string> {
  const { encodeRegistrationEntry } = await late(loadXmlCodecs());
  const body = encodeRegistrationEntry(registration);
  warnOfPersonalData(context, registration.tags?.join() ?? "");
  return body;
}

async function write(context: HubContext, spec: CallSpec, options: CallOptions | undefined): Promise<Registration> {
  return readWritten(context, spec, await context.call(spec, options));
}

async function readWritten(context: HubContext, spec: CallSpec, answer: HubAnswer): Promise<Registration> {
  // What encoded the request has loaded this, too.
  const { decodeRegistrationEntry } = await late(loadXmlCodecs());
  return readAccepted(context, spec, answer, decodeRegistrationEntry);
}

/**
 * Quotes an etag; `*` means whichever version there is.
 *
 * @throws {TypeError} when it could break out of its header.
 */
function ifMatch(etag: string | undefined): string {
  if (etag === undefined || etag === "*") return "*";
  const bare = etag.replace(/^(?:W\/)?"(.*)"$/s, "$1");
  if (!/^[\x21\x23-\x7e]+$/.test(bare))
    throw new TypeError("An etag is text such as 3, as it came with the registration.");
  return `"${bare}"`;
}
