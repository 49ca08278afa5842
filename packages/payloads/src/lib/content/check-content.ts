import { ArgumentError } from "../argument-error.js";
import { isPlainObject } from "../json/rule.js";
import { suggestKey } from "../json/suggest-key.js";
import { readArgument } from "../read-argument.js";
import type { ContentFields, PlatformContent } from "./types.js";

/** What a field must be, whatever the platform. */
export interface FieldRule {
  readonly accepts: (value: unknown) => boolean;
  /** Ends the sentence "`field` must be …". */
  readonly form: string;
  /** The values that it takes, where these are few. */
  readonly choices?: readonly string[];
}

const stringRule: FieldRule = { accepts: (value) => typeof value === "string", form: "a string" };
const countRule: FieldRule = {
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  form: "a whole number, 0 or more",
};

/** The fields of a content. */
export const fieldRules: { readonly [Name in keyof ContentFields]-?: FieldRule } = {
  title: stringRule,
  body: stringRule,
  image: stringRule,
  link: stringRule,
  badge: countRule,
  sound: stringRule,
  data: {
    accepts: (value) => isPlainObject(value) && Object.values(value).every((item) => typeof item === "string"),
    form: "an object whose values are strings",
  },
  ttlSeconds: countRule,
  collapseKey: stringRule,
  priority: {
    accepts: (value) => value === "high" || value === "normal",
    form: '"high" or "normal"',
    choices: ["high", "normal"],
  },
  silent: { accepts: (value) => typeof value === "boolean", form: "true or false" },
};

/** What a silent content must not have, since it shows nothing. */
const visibleFields = ["title", "body", "image", "badge", "sound"] as const;

const builders: { readonly [Name in keyof PlatformContent]-?: true } = {
  apple: true,
  fcmV1: true,
  gcm: true,
  windows: true,
  windowsPhone: true,
  adm: true,
  baidu: true,
  xiaomi: true,
  browser: true,
  template: true,
};

/**
 * A copy of the common fields, without those that are undefined.
 *
 * @throws {ArgumentError} for a field that is unknown, of the wrong kind, or visible in a silent
 * content.
 */
export function checkFields(fields: ContentFields): ContentFields {
  return readArgument("content", "fields", fields, (given) => {
    const checked: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(given)) {
      if (value === undefined) continue;
      refuseUnknown("field", name, Object.keys(fieldRules));
      const { accepts, form } = fieldRules[name as keyof ContentFields];
      if (!accepts(value)) throw new ArgumentError("content", name, `must be ${form}`);
      checked[name] = name === "data" ? Object.fromEntries(Object.entries(value)) : value;
    }
    const visible = checked.silent === true ? visibleFields.find((name) => Object.hasOwn(checked, name)) : undefined;
    if (visible !== undefined) {
      throw new ArgumentError("content", visible, "does not go with silent: true, since a silent push shows nothing");
    }
    return checked as ContentFields;
  });
}

/** @throws {ArgumentError} for a builder that is unknown, and for a part that is not an object. */
export function checkOwn(own: PlatformContent): PlatformContent {
  return readArgument("content", "own", own, (given) => {
    for (const [name, part] of Object.entries(given)) {
      refuseUnknown("platform", name, Object.keys(builders));
      if (part === undefined || isPlainObject(part)) continue;
      throw new ArgumentError("content", name, "must be an object");
    }
    return { ...given };
  });
}

function refuseUnknown(kind: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const suggestion = suggestKey(name, known);
  const advice = suggestion === undefined ? `Known: ${known.join(", ")}` : `Did you mean ${suggestion}?`;
  throw new ArgumentError("content", JSON.stringify(name.slice(0, 40)), `is not a known ${kind}. ${advice}`);
}
