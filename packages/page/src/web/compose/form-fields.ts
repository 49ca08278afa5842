import { type PayloadKey, payloadKeys } from "@nh/payloads";
import type { DraftPlatform } from "./draft-platform.js";

/** One field of the form: a key that the builder knows, with a name for people. */
export interface FormField extends PayloadKey {
  readonly label: string;
  /** Whether it is always shown; the others when one asks for more. */
  readonly isMain: boolean;
}

/** What the names in a toast do not say. */
const toastLabels: Readonly<Record<string, string>> = {
  "text[0]": "Title",
  "text[1]": "Body",
  "text[2]": "Third line",
  Text1: "Title",
  Text2: "Body",
  Param: "A tap opens",
};
const mainNames = /^(title|body|description|text\[[01]\]|Text[12])$/;
const known = new Map<DraftPlatform, readonly FormField[]>();

/**
 * The fields of a platform's form, made of the keys that its builder knows. What else a document
 * has, the form leaves as it is. A template has none: its properties are its own.
 */
export function formFields(platform: DraftPlatform): readonly FormField[] {
  if (platform === "template") return [];
  const fields = known.get(platform) ?? named(payloadKeys(platform === "every" ? "content" : platform));
  known.set(platform, fields);
  return fields;
}

/** Of two keys with one name, the second is called by its whole path. */
function named(keys: readonly PayloadKey[]): FormField[] {
  const taken = new Set<string>();
  return keys.map((key) => {
    const name = key.path.at(-1) ?? "";
    const own = toastLabels[name] ?? words(name.startsWith("@") ? key.path.slice(-2) : [name]);
    const label = taken.has(own) ? words(key.path.slice(1)) : own;
    taken.add(label);
    return { ...key, label, isMain: mainNames.test(name) && label === own };
  });
}

/** `["image[placement=hero]", "@hint-crop"]` is "Hero image crop". */
function words(path: readonly string[]): string {
  const spoken = path
    .map((step) => step.replace(/^(\w+)\[\w+=(\w+)\]$/, "$2 $1").replace(/^(\w+)\[(\d+)\]$/, "$1"))
    .join(" ")
    .replace(/@(hint-)?/g, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[-_]/g, " ")
    .toLowerCase();
  return spoken.charAt(0).toUpperCase() + spoken.slice(1);
}
