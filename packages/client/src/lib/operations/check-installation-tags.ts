import type { PatchOperation } from "@nh/wire";
import { warnOfPersonalData } from "../audience/warn-of-emails.js";
import type { HubContext } from "../context.js";

/**
 * Checks what is about to be stored of an installation, and warns of personal data in it.
 *
 * @param parts Installations, or parts of one at the place that they have in it.
 * @throws {TypeError} for a tag with a comma, which would become two.
 */
export function checkStored(context: HubContext, parts: readonly unknown[]): void {
  const tags = parts.flatMap((part) => textsOf(part, "tags"));
  const bad = tags.find((tag) => tag.includes(","));
  if (bad !== undefined) {
    throw new TypeError(`A comma separates tags and cannot be part of one; write ${JSON.stringify(bad.split(","))}.`);
  }
  // The user becomes a tag as well.
  warnOfPersonalData(context, [...tags, ...parts.flatMap((part) => textsOf(part, "userid"))].join());
}

/** What an operation of a patch stores, at its place in the installation. */
export function changedPart(operation: PatchOperation): unknown {
  if (operation.op === "remove") return undefined;
  const [, ...names] = String(operation.path).split("/");
  return names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), operation.value);
}

/**
 * The texts of a property of an installation, its templates, its tiles, and theirs.
 *
 * @param wanted The property, in small letters: the service does not tell them from capital ones.
 */
function textsOf(part: unknown, wanted: string): string[] {
  return Object.entries(objectIn(part)).flatMap(([key, value]) => {
    const name = key.toLowerCase();
    const values = Object.values(objectIn(value));
    if (name === wanted) return [value, ...values].filter((text) => typeof text === "string");
    return /^(templates|secondarytiles)$/.test(name) ? values.flatMap((inner) => textsOf(inner, wanted)) : [];
  });
}

/** A patch carries objects as JSON in text. */
function objectIn(value: unknown): object {
  let object = value;
  try {
    if (typeof value === "string") object = JSON.parse(value);
  } catch {
    // Plain text, then.
  }
  return typeof object === "object" && object !== null ? object : {};
}
