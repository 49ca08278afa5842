import { type BaiduHandle, type BrowserHandle, headerNames, loadXmlCodecs, type Registration } from "@nh/wire";
import type { HubContext } from "../context.js";
import { late } from "../late.js";
import type { CallOptions } from "../options.js";
import type { Page } from "../pages.js";

/** A device, named by its platform and the handle that the platform issued. Every registration is one. */
export type HandleTarget =
  | {
      readonly platform: "apple" | "fcmv1" | "gcm" | "adm" | "xiaomi" | "windows" | "windowsphone";
      readonly handle: string;
    }
  | { readonly platform: "baidu"; readonly handle: BaiduHandle }
  | { readonly platform: "browser"; readonly handle: BrowserHandle };

/** Options of a listing. */
export interface ListOptions extends CallOptions {
  /** Registrations per page, at most 100. Default 100. */
  readonly top?: number | undefined;
}

/** Which registrations to list. */
export interface RegistrationQuery {
  /** Only those with this tag. */
  readonly tag?: string | undefined;
  /** An OData filter, not yet percent-encoded. */
  readonly filter?: string | undefined;
}

/**
 * Reads one page of registrations.
 *
 * @throws {TypeError} when `top` is no number from 1 to 100.
 */
export async function readRegistrationPage(
  context: HubContext,
  { tag, filter }: RegistrationQuery,
  continuationToken: string | undefined,
  options: ListOptions | undefined,
): Promise<Page<Registration>> {
  const { top = 100, ...call } = options ?? {};
  if (!Number.isInteger(top) || top < 1 || top > 100)
    throw new TypeError("The option top must be a whole number from 1 to 100.");
  const query = [`$top=${top}`];
  if (filter !== undefined) query.push(`$filter=${encodeURIComponent(filter).replaceAll("'", "%27")}`);
  if (continuationToken !== undefined) query.push(`continuationtoken=${queryToken(continuationToken)}`);
  const answer = await context.call(
    {
      operation: tag === undefined ? "listRegistrations" : "listRegistrationsByTag",
      parameter: tag,
      query: query.join("&"),
      repeat: "always",
    },
    call,
  );
  const { decodeRegistrationFeed } = await late(loadXmlCodecs());
  const { registrations } = decodeRegistrationFeed(answer.text);
  const next = answer.header(headerNames.continuationToken);
  return next === undefined || next === ""
    ? { items: registrations }
    : { items: registrations, continuationToken: next };
}

/**
 * The token goes back as it came: the service issues it percent-encoded already, and encoding it again leads to the wrong page. One that
 * would change the request's shape is encoded, since it came in an answer.
 */
function queryToken(token: string): string {
  return /^[\w.~!$'()*+,;:@/?=%-]+$/.test(token) ? token : encodeURIComponent(token);
}
