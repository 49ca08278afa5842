import { checkTag, loadXmlCodecs, type Registration, WireFormatError, withUrlSafeKeys } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { warnOfEmailTags } from "../audience/warn-of-email-tags.js";
import { checkOptions, type OptionRules, stringRule } from "../check-options.js";
import { type CallSpec, connectionOf, type HubConnection, type HubContext } from "../context.js";
import { type HubPromise, hubPromise } from "../hub-promise.js";
import { loadPart } from "../load-part.js";
import { type CallOptions, callRules } from "../options.js";
import { createPagedList, type PagedList } from "../pages.js";
import { prefixCall } from "../prefix-message.js";
import type { HubResponse } from "../transport/hub-response.js";
import { readAccepted } from "./accepted-response.js";
import { atomEntry } from "./atom-entry.js";
import { callIfFound } from "./call-if-found.js";
import { type ChangeResult, changed } from "./change-result.js";
import { checkId } from "./check-id.js";
import { checkTags } from "./check-tags.js";
import { encodeArgument, encodeMembers } from "./encode-argument.js";
import { idFromLocation } from "./id-from-location.js";
import { readResponse } from "./read-response.js";
import { checkRegistration } from "./registration-members.js";
import { type HandleTarget, handleFilter, type ListOptions, readRegistrationPage } from "./registration-pages.js";
import { warnOfTemplateFindings } from "./warn-of-template-findings.js";

/** Options of `deleteRegistration`. */
export interface DeleteRegistrationOptions extends CallOptions {
  /** Deletes only this version. Default: any version. */
  readonly etag?: string | undefined;
}

/** An etag with or without quotes, which cannot break out of its header. */
const etagForm = /^(?:\*|(?:W\/)?"[\x21\x23-\x7e]+"|[\x21\x23-\x7e]+)$/;
const etagRule = stringRule(etagForm, "a string such as 3, as it came with the registration");
const deleteRules: OptionRules<DeleteRegistrationOptions> = { ...callRules, etag: etagRule };

/** The id of a registration can no longer be used. */
const GONE = 410;

/**
 * Reserves a registration id. Nothing is stored under it until `upsertRegistration`.
 *
 * @throws {WireFormatError} when the response names no id.
 */
export function createRegistrationId(context: HubContext, options?: CallOptions): HubPromise<string> {
  return hubPromise(async (onResponse) => {
    return newRegistrationId(connectionOf(context, onResponse), "registrations.createId", options);
  });
}

/**
 * Creates a registration under an id that the service chooses. Like a send, it is retried only when
 * the service says that it did nothing, since a second one would be stored beside the first;
 * `createRegistrationId` with `upsertRegistration` can be retried safely.
 *
 * @throws {ArgumentError} when it has a `registrationId` already: that is for `upsertRegistration`.
 * @throws {ArgumentError} naming the member that is missing or wrong, such as
 * `registration.tags[1]`.
 * @throws {TagExpressionError} when one of its tags is not a tag.
 * @throws {HubConnectionError} with `mayHaveBeenSent` when no response came, or one that cannot be
 * read.
 */
export function createRegistration(
  context: HubContext,
  registration: Registration,
  options?: CallOptions,
): HubPromise<Registration> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    if (registration?.registrationId !== undefined) {
      throw new ArgumentError(
        "registrations.create",
        "registration.registrationId",
        "must be absent: a new registration has none yet. Use upsert to write one with an id",
      );
    }
    const body = await encoded("registrations.create", connection, registration);
    return write(
      connection,
      { operation: "createRegistration", call: "registrations.create", headers: atomEntry, body, retryRule: "send" },
      options,
    );
  });
}

/**
 * Replaces a registration that exists. With an `etag`, only that version is replaced; without one,
 * any version is.
 *
 * @throws {ArgumentError} when it has no `registrationId`.
 * @throws {HubResponseError} NH_NOT_FOUND when it does not exist, NH_PRECONDITION_FAILED when it
 * has changed meanwhile.
 */
export function updateRegistration(
  context: HubContext,
  registration: Registration,
  options?: CallOptions,
): HubPromise<Registration> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    const etag = registration?.etag;
    const spec = await putSpec("registrations.update", connection, registration);
    const headers = { ...atomEntry, "If-Match": ifMatch("registrations.update", "registration.etag", etag) };
    return write(
      connection,
      { ...spec, headers, retryRule: etag === undefined ? "idempotent" : "conditional" },
      options,
    );
  });
}

/**
 * Writes a registration, whether it exists or not. Its id comes from `createRegistrationId`. When
 * the service responds that the id can no longer be used (410), a new one is requested, as
 * Microsoft's page on registrations advises: the result then has another `registrationId`.
 *
 * @throws {ArgumentError} when it has no `registrationId`.
 */
export function upsertRegistration(
  context: HubContext,
  registration: Registration,
  options?: CallOptions,
): HubPromise<Registration> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    const spec = { ...(await putSpec("registrations.upsert", connection, registration)), expect: [GONE] };
    const response = await connection.call(spec, options);
    if (response.status !== GONE) return readWritten(connection, spec, response);
    const registrationId = await newRegistrationId(connection, "registrations.upsert", options);
    return write(
      connection,
      await putSpec("registrations.upsert", connection, { ...registration, registrationId }),
      options,
    );
  });
}

/**
 * Reads a registration.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is no registration with this id.
 */
export function getRegistration(
  context: HubContext,
  registrationId: string,
  options?: CallOptions,
): HubPromise<Registration> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    const call = "registrations.get";
    const operation = "getRegistration";
    const parameter = checkId(call, "registrationId", operation, registrationId);
    const response = await connection.call({ operation, call, parameter, retryRule: "idempotent" }, options);
    const { decodeRegistrationEntry } = await loadPart(loadXmlCodecs());
    return readResponse(call, response, decodeRegistrationEntry);
  });
}

/**
 * Tells whether there is a registration with this id.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when the hub itself does not exist.
 */
export function registrationExists(
  context: HubContext,
  registrationId: string,
  options?: CallOptions,
): HubPromise<boolean> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    const call = "registrations.exists";
    const operation = "getRegistration";
    const parameter = checkId(call, "registrationId", operation, registrationId);
    const spec = { operation, call, parameter, retryRule: "idempotent" } as const;
    return (await callIfFound(connection, spec, options)) !== undefined;
  });
}

/**
 * Deletes a registration. It also succeeds when a retry finds it gone after an attempt whose
 * response was lost.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is no registration with this id,
 *   NH_PRECONDITION_FAILED when its version is not that of `etag`.
 */
export function deleteRegistration(
  context: HubContext,
  registrationId: string,
  options: DeleteRegistrationOptions = {},
): HubPromise<ChangeResult> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    const call = "registrations.delete";
    const operation = "deleteRegistration";
    checkOptions(call, options, deleteRules);
    const { etag, ...rest } = options;
    const parameter = checkId(call, "registrationId", operation, registrationId);
    const headers = { "If-Match": ifMatch(call, "etag", etag) };
    const retryRule = etag === undefined ? "removal" : "conditional";
    return changed(await connection.call({ operation, call, parameter, headers, retryRule }, rest));
  });
}

/** Lists all registrations, including those that installations make. */
export function listRegistrations(context: HubContext, options?: ListOptions): PagedList<Registration> {
  const connection = connectionOf(context);
  return createPagedList((token) => readRegistrationPage(connection, { call: "registrations.list" }, token, options));
}

/**
 * Lists the registrations that have a tag; `$InstallationId:{…}` and `$UserId:{…}` are tags too.
 *
 * @throws {TagExpressionError} when it is not a tag.
 */
export function listRegistrationsByTag(
  context: HubContext,
  tag: string,
  options?: ListOptions,
): PagedList<Registration> {
  const call = "registrations.listByTag";
  const connection = connectionOf(context);
  encodeArgument(call, "tag", () => checkTag(tag));
  checkId(call, "tag", "listRegistrationsByTag", tag);
  return createPagedList((token) => readRegistrationPage(connection, { call, tag }, token, options));
}

/**
 * Lists the registrations of one device.
 *
 * @param target The platform and the handle, or a registration.
 * @throws {ArgumentError} when the handle does not have the form of the platform's.
 */
export function listRegistrationsByHandle(
  context: HubContext,
  target: HandleTarget,
  options?: ListOptions,
): PagedList<Registration> {
  const call = "registrations.listByHandle";
  const connection = connectionOf(context);
  const filter = handleFilter(call, target);
  return createPagedList((token) => readRegistrationPage(connection, { call, filter }, token, options));
}

async function newRegistrationId(
  connection: HubConnection,
  call: string,
  options: CallOptions | undefined,
): Promise<string> {
  const spec = { operation: "createRegistrationId", call, retryRule: "idempotent" } as const;
  const response = await connection.call(spec, options);
  const id = idFromLocation(response.header("Location"));
  if (id !== undefined) return id;
  const missing = new WireFormatError({ document: "registration id", path: "Location", rule: "the header is missing" });
  throw prefixCall(missing, call);
}

async function putSpec(call: string, connection: HubConnection, registration: Registration): Promise<CallSpec> {
  const parameter = registration?.registrationId;
  if (parameter === undefined) {
    throw new ArgumentError(call, "registration.registrationId", "is missing. Get one with createId, or use create");
  }
  const operation = "putRegistration";
  const body = await encoded(call, connection, registration);
  checkId(call, "registration.registrationId", operation, parameter);
  return { operation, call, parameter, headers: atomEntry, body, retryRule: "idempotent" };
}

async function encoded(call: string, { onEvent }: HubConnection, registration: Registration): Promise<string> {
  checkRegistration(call, registration);
  checkTags(call, "registration.tags", registration.tags ?? []);
  const { encodeRegistrationEntry } = await loadPart(loadXmlCodecs());
  const body = encodeMembers(call, "registration", () => encodeRegistrationEntry(withBrowserKeys(registration)));
  warnOfEmailTags(onEvent, registration.tags?.join() ?? "");
  const { template, platform } = registration;
  if (template !== undefined) warnOfTemplateFindings(onEvent, template.name ?? "", template, platform);
  return body;
}

/** The keys of a browser in base64url. */
function withBrowserKeys(registration: Registration): Registration {
  if (registration.platform !== "browser") return registration;
  return { ...registration, handle: withUrlSafeKeys(registration.handle) };
}

async function write(
  connection: HubConnection,
  spec: CallSpec,
  options: CallOptions | undefined,
): Promise<Registration> {
  return readWritten(connection, spec, await connection.call(spec, options));
}

async function readWritten(connection: HubConnection, spec: CallSpec, response: HubResponse): Promise<Registration> {
  // What encoded the request has loaded this, too.
  const { decodeRegistrationEntry } = await loadPart(loadXmlCodecs());
  return readAccepted(connection, spec, response, decodeRegistrationEntry);
}

/**
 * Quotes an etag; `*` means whichever version there is.
 *
 * @throws {ArgumentError} when it could break out of its header.
 */
function ifMatch(call: string, argument: string, etag: string | undefined): string {
  if (etag === undefined || etag === "*") return "*";
  if (!etagRule.accepts(etag)) throw new ArgumentError(call, argument, `must be ${etagRule.form}`);
  return `"${etag.replace(/^(?:W\/)?"(.*)"$/s, "$1")}"`;
}
