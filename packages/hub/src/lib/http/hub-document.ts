import { type CredentialRow, credentialTable } from "@nh/wire";

const HIDDEN = "***";

/** Elements of a hub's entry, of its lists and of an error whose text is not a secret. */
const shownElements: ReadonlySet<string> = new Set(
  (
    "id title subtitle published updated name generator Code Detail RegistrationTtl ClaimType ClaimValue AccessRights " +
    "CreatedTime ModifiedTime Revision KeyName DailyOperations DailyMaxActiveDevices DailyMaxActiveRegistrations " +
    "UserMetadata DailyPushes DailyApiCalls Status BlockedOn Name"
  ).split(" "),
);

/** An XML declaration with nothing in it but what the standard has there. */
const declaration =
  /^<\?xml\s+version=(["'])1\.[01]\1(?:\s+encoding=(["'])(?:utf-8|utf-16|us-ascii|iso-8859-1)\2)?(?:\s+standalone=(["'])(?:yes|no)\3)?\s*\?>$/i;

/** A tag with the text behind it, or a comment, a section or an instruction. */
const piece = /<(?:!|\?)(?:--[\s\S]*?(?:-->|$)|\[CDATA\[[\s\S]*?(?:\]\]>|$)|[^>]*>?)|<([^<>]*)>|[^<]+|</g;

/**
 * A document of hub management with `***` for every text that is not known to be harmless: keys,
 * secrets of credentials, and whatever a client writes by mistake.
 */
export function shownHubDocument(text: string): string {
  const harmless = harmlessProperties();
  /** The name of the element whose text comes next. */
  let element = "";
  let property = "";
  return text.replace(piece, (part, tag?: string) => {
    if (tag !== undefined) {
      element = /^(?:[\w.-]+:)?([\w.-]+)(?=[\s]|$)/.exec(tag)?.[1] ?? "";
      return part;
    }
    if (part.trim() === "") return part;
    const isShown = element === "Value" ? harmless.has(property) : shownElements.has(element);
    if (element === "Value") property = "";
    if (element === "Name") property = part.trim().toLowerCase();
    element = "";
    return (isShown && !part.startsWith("<")) || declaration.test(part) ? part : HIDDEN;
  });
}

/** The names of properties, in lower case, that are secret in no credential. */
function harmlessProperties(): ReadonlySet<string> {
  const secret = new Set<string>();
  const shown = new Set<string>();
  for (const { properties, secrets } of Object.values<CredentialRow>(credentialTable)) {
    for (const [name, member] of Object.entries(properties)) {
      (secrets.includes(member) ? secret : shown).add(name.toLowerCase());
    }
  }
  return new Set([...shown, "fcmendpoint"].filter((name) => !secret.has(name)));
}
