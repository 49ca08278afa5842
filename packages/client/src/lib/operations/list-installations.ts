import {
  type BrowserHandle,
  checkTag,
  type InstallationPlatform,
  platformWire,
  type Registration,
  registrationHandleText,
} from "@nh/wire";
import { checkOptions, type OptionRule, type OptionRules } from "../check-options.js";
import { connectionOf, type HubContext } from "../context.js";
import { createPagedList, type PagedList } from "../pages.js";
import { checkId } from "./check-id.js";
import { encodeArgument } from "./encode-argument.js";
import { type ListOptions, listRules, readRegistrationPage } from "./registration-pages.js";

/** What its registrations say about an installation. `getInstallation` returns the rest. */
export interface InstallationSummary {
  readonly installationId: string;
  readonly userId?: string;
  readonly platform: InstallationPlatform;
  readonly pushChannel: string | BrowserHandle;
  /** Without those that the service adds. */
  readonly tags: readonly string[];
  readonly pushVariables?: Readonly<Record<string, string>>;
  readonly expirationTime?: Date;
}

/** Options of `listInstallations`. */
export interface ListInstallationsOptions extends ListOptions {
  /** Only those with this tag; `$UserId:{…}` is one too. */
  readonly tag?: string | undefined;
}

const tagRule: OptionRule = { accepts: (value) => typeof value === "string", form: "a tag" };
const listInstallationsRules: OptionRules<ListInstallationsOptions> = { ...listRules, tag: tagRule };

/**
 * Lists installations. The service has no such call: this reads its registrations and picks the
 * native one that every installation has. A page may therefore be shorter than `top`, or empty.
 *
 * @throws {TagExpressionError} when `tag` is not a tag.
 * @throws {ArgumentError} when an option is wrong.
 */
export function listInstallations(
  context: HubContext,
  options: ListInstallationsOptions = {},
): PagedList<InstallationSummary> {
  const connection = connectionOf(context);
  const call = "installations.list";
  checkOptions(call, options, listInstallationsRules);
  const { tag, ...list } = options;
  if (tag !== undefined) {
    encodeArgument(call, "tag", () => checkTag(tag));
    checkId(call, "tag", "listRegistrationsByTag", tag);
  }
  return createPagedList(async (token) => {
    const page = await readRegistrationPage(connection, { call, tag }, token, list);
    return { ...page, items: page.items.flatMap(summarize) };
  });
}

function summarize(registration: Registration): InstallationSummary[] {
  if (registration.template !== undefined) return [];
  if ("secondaryTileName" in registration && registration.secondaryTileName !== undefined) return [];
  const tags = registration.tags ?? [];
  const installationId = insideBraces(tags, "$InstallationId:{");
  if (installationId === undefined) return [];
  const userId = insideBraces(tags, "$UserId:{");
  const { platform, pushVariables, expirationTime } = registration;
  return [
    {
      installationId,
      ...(userId === undefined ? {} : { userId }),
      platform: platformWire[platform].installationPlatform,
      pushChannel: platform === "browser" ? registration.handle : registrationHandleText(registration),
      tags: tags.filter((tag) => !tag.startsWith("$")),
      ...(pushVariables === undefined ? {} : { pushVariables }),
      ...(expirationTime === undefined ? {} : { expirationTime }),
    },
  ];
}

function insideBraces(tags: readonly string[], start: string): string | undefined {
  return tags.find((tag) => tag.toLowerCase().startsWith(start.toLowerCase()))?.slice(start.length, -1);
}
