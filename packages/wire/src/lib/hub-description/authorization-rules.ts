import { childElements, type XmlElement } from "@nh/payloads/xml";
import { ArgumentError } from "../argument-error.js";
import { defined } from "../defined.js";
import { quoted } from "../excerpt.js";
import type { Right } from "../routes.js";
import { WireFormatError } from "../wire-format-error.js";
import { namespaces } from "../xml/namespaces.js";
import { numberText, requiredText, serviceChild, serviceText } from "../xml/read.js";
import { textElement } from "../xml/write.js";
import { checkMembers } from "./check-members.js";
import type { AuthorizationRule } from "./types.js";
import { encodeUnknown, readUnknown } from "./unknown-elements.js";

const DOCUMENT = "hub description";
const CLAIM_TYPE = "SharedAccessKey";
const CLAIM_VALUE = "None";

/** In the order in which the service writes them. */
const rights: readonly Right[] = ["Listen", "Manage", "Send"];

/** The elements of a rule, in the order of the service's contract. */
const elements = [
  "IssuerName",
  "ClaimType",
  "ClaimValue",
  "Rights",
  "CreatedTime",
  "ModifiedTime",
  "Revision",
  "KeyName",
  "PrimaryKey",
  "SecondaryKey",
];

/** Reads the rules in a description; undefined when it does not list any. */
export function readRules(description: XmlElement): readonly AuthorizationRule[] | undefined {
  const list = serviceChild(description, "AuthorizationRules");
  return list && childElements(list, "AuthorizationRule", namespaces.serviceBus).map(readRule);
}

/** Writes the rules in a description, or nothing when it does not list any. */
export function encodeRules(list: readonly AuthorizationRule[] | undefined): string {
  if (list === undefined) return "";
  if (!Array.isArray(list)) throw new ArgumentError("authorizationRules", "authorizationRules must be a list.");
  return `<AuthorizationRules>${list.map(encodeRule).join("")}</AuthorizationRules>`;
}

function readRule(rule: XmlElement): AuthorizationRule {
  const revision = serviceText(rule, "Revision");
  const text = (name: string) => serviceText(rule, name)?.trim() || undefined;
  return defined({
    name: requiredText(DOCUMENT, rule, "KeyName").trim(),
    rights: readRights(rule),
    primaryKey: requiredText(DOCUMENT, rule, "PrimaryKey").trim(),
    secondaryKey: text("SecondaryKey"),
    createdTime: text("CreatedTime"),
    modifiedTime: text("ModifiedTime"),
    issuerName: text("IssuerName"),
    claimType: unless(CLAIM_TYPE, text("ClaimType")),
    claimValue: unless(CLAIM_VALUE, text("ClaimValue")),
    revision: revision === undefined ? undefined : numberText(DOCUMENT, "AuthorizationRule/Revision", revision),
    unknownElements: readUnknown(rule, elements),
  });
}

function unless(usual: string, value: string | undefined): string | undefined {
  return value === usual ? undefined : value;
}

function readRights(rule: XmlElement): readonly Right[] {
  const list = serviceChild(rule, "Rights");
  if (list === undefined) return [];
  return childElements(list, "AccessRights", namespaces.serviceBus).map(({ text }) => {
    const right = rights.find((known) => known === text.trim());
    if (right !== undefined) return right;
    const path = "AuthorizationRule/Rights/AccessRights";
    throw new WireFormatError({
      document: DOCUMENT,
      path,
      excerpt: text,
      rule: `expected one of ${rights.join(", ")}`,
    });
  });
}

const members = [
  "name",
  "rights",
  "primaryKey",
  "secondaryKey",
  "createdTime",
  "modifiedTime",
  "issuerName",
  "claimType",
  "claimValue",
  "revision",
  "unknownElements",
] as const satisfies readonly (keyof AuthorizationRule)[];

function encodeRule(rule: AuthorizationRule): string {
  checkMembers("An authorization rule", rule, members);
  const given = rule.rights;
  const stranger = Array.isArray(given) ? given.find((right) => !rights.includes(right)) : given;
  if (!Array.isArray(given) || stranger !== undefined) {
    throw new ArgumentError(
      "rights",
      `Unknown right ${quoted(stranger)}. The rights of an authorization rule: ${rights.join(", ")}.`,
    );
  }
  const text = (name: string, value: string | number | undefined) => textElement(DOCUMENT, name, value);
  const granted = rights.filter((right) => given.includes(right)).map((right) => text("AccessRights", right));
  return [
    '<AuthorizationRule i:type="SharedAccessAuthorizationRule">',
    text("IssuerName", rule.issuerName),
    text("ClaimType", rule.claimType ?? CLAIM_TYPE),
    text("ClaimValue", rule.claimValue ?? CLAIM_VALUE),
    `<Rights>${granted.join("")}</Rights>`,
    text("CreatedTime", rule.createdTime),
    text("ModifiedTime", rule.modifiedTime),
    text("Revision", rule.revision === 0 ? undefined : rule.revision),
    text("KeyName", requiredMember("name", rule.name)),
    text("PrimaryKey", requiredMember("primaryKey", rule.primaryKey)),
    text("SecondaryKey", rule.secondaryKey),
    encodeUnknown(rule.unknownElements),
    "</AuthorizationRule>",
  ].join("");
}

function requiredMember(member: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw new ArgumentError(member, `The ${member} of an authorization rule must be a non-empty string.`);
}
