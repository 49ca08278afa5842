import { buildHandleFilter, headerNames, loadXmlCodecs, type Registration } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { checkOptions, isPlainObject, type OptionRules, wholeRule } from "../check-options.js";
import type { HubConnection } from "../context.js";
import { shown } from "../hub-promise.js";
import { loadPart } from "../load-part.js";
import { type CallOptions, callRules } from "../options.js";
import type { Page } from "../pages.js";
import { encodeMembers } from "./encode-argument.js";
import { readResponse } from "./read-response.js";

/**
 * A device, named by its platform and the handle that the platform issued. Every registration is
 * one.
 */
export type HandleTarget = HandleOf<Registration>;
type HandleOf<Kind> = Kind extends Registration
  ? { readonly platform: Kind["platform"]; readonly handle: Kind["handle"] }
  : never;

/**
 * The OData filter for the registrations of a device.
 *
 * @throws {ArgumentError} when it is not a device, or its handle does not have the form of the
 * platform's.
 */
export function handleFilter(call: string, target: HandleTarget): string {
  if (!isPlainObject(target)) {
    throw new ArgumentError(call, "target", 'must be a device, such as { platform: "apple", handle }');
  }
  return encodeMembers(call, "target", () => buildHandleFilter(target.handle, target.platform));
}

/** Options of a listing. */
export interface ListOptions extends CallOptions {
  /** Registrations per page, at most 100. Default 100. */
  readonly top?: number | undefined;
}

/** The rules for `ListOptions`. */
export const listRules: OptionRules<ListOptions> = { ...callRules, top: wholeRule(1, 100) };

/** Which registrations to list. */
export interface RegistrationQuery {
  /** The call as its user writes it. */
  readonly call: string;
  /** Only those with this tag. */
  readonly tag?: string | undefined;
  /** An OData filter, not yet percent-encoded. */
  readonly filter?: string | undefined;
}

/**
 * Reads one page of registrations.
 *
 * @throws {ArgumentError} when an option is wrong, such as a `top` that is not a number from 1 to
 * 100.
 */
export async function readRegistrationPage(
  connection: HubConnection,
  { call, tag, filter }: RegistrationQuery,
  continuationToken: string | undefined,
  options: ListOptions = {},
): Promise<Page<Registration>> {
  checkOptions(call, options, listRules);
  const { top = 100, ...rest } = options;
  const query = [`$top=${top}`];
  if (filter !== undefined) query.push(`$filter=${encodeURIComponent(filter).replaceAll("'", "%27")}`);
  if (continuationToken !== undefined) query.push(`continuationtoken=${queryToken(continuationToken)}`);
  const operation = tag === undefined ? "listRegistrations" : "listRegistrationsByTag";
  const spec = { operation, call, parameter: tag, query: query.join("&"), retryRule: "idempotent" } as const;
  const response = await connection.call(spec, rest);
  const { decodeRegistrationFeed } = await loadPart(loadXmlCodecs());
  const { registrations } = readResponse(call, response, decodeRegistrationFeed);
  const next = response.header(headerNames.continuationToken);
  const page = { items: registrations, response: shown(response) };
  return next === undefined || next === "" ? page : { ...page, continuationToken: next };
}

/**
 * The token goes back as it came: the service issues it percent-encoded already, and encoding it
 * again leads to the wrong page. One that would change the request's shape is encoded, since it
 * came in a response.
 */
function queryToken(token: string): string {
  return /^[\w.~!$'()*+,;:@/?=%-]+$/.test(token) ? token : encodeURIComponent(token);
}
