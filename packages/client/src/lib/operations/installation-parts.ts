import type { PatchOperation } from "@nh/wire";
import { warnOfEmailTags } from "../audience/warn-of-email-tags.js";
import type { HubConnection } from "../context.js";
import { checkTags } from "./check-tags.js";

/**
 * Checks the tags that are about to be stored with an installation, and warns of e-mail addresses
 * among them.
 *
 * @param argument What the parts came in.
 * @param parts Installations, or parts of one at the place that they have in it.
 * @throws {ArgumentError} for a tag with a comma, which would become two.
 * @throws {TagExpressionError} when one is not a tag.
 */
export function checkInstallationTags(
  call: string,
  argument: string,
  { onEvent }: HubConnection,
  parts: readonly unknown[],
): void {
  const tags = parts.flatMap((part) => stringsOf(part, "tags"));
  checkTags(call, argument, tags);
  // The user id becomes a tag as well.
  warnOfEmailTags(onEvent, [...tags, ...parts.flatMap((part) => stringsOf(part, "userid"))].join());
}

/** What an operation of a patch stores, at its place in the installation. */
export function changedPart(operation: PatchOperation): unknown {
  if (operation.op === "remove") return undefined;
  const [, ...names] = String(operation.path).split("/");
  return names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), operation.value);
}

/**
 * The strings of a property of an installation, its templates, its tiles, and theirs.
 *
 * @param wanted The property, in lower case, since the service ignores case here.
 */
function stringsOf(part: unknown, wanted: string): string[] {
  return Object.entries(objectIn(part)).flatMap(([key, value]) => {
    const name = key.toLowerCase();
    const values = Object.values(objectIn(value));
    if (name === wanted) return (values.length > 0 ? values : [value]).filter((text) => typeof text === "string");
    return /^(templates|secondarytiles)$/.test(name) ? values.flatMap((inner) => stringsOf(inner, wanted)) : [];
  });
}

/**
 * The templates of an installation and its tiles, by name. The service ignores the case of
 * `templates` and `secondaryTiles`.
 *
 * @param part An installation, or a part of one at the place that it has in it.
 */
export function templatesIn(part: unknown): [name: string, template: object][] {
  return Object.entries(objectIn(part)).flatMap(([key, value]) => {
    const inner = Object.entries(objectIn(value));
    if (/^secondarytiles$/i.test(key)) return inner.flatMap(([, tile]) => templatesIn(tile));
    return /^templates$/i.test(key) ? inner.map(([name, one]): [string, object] => [name, objectIn(one)]) : [];
  });
}

/** A patch carries objects as JSON in a string. */
function objectIn(value: unknown): object {
  let object = value;
  try {
    if (typeof value === "string") object = JSON.parse(value);
  } catch {
    // Not JSON, so the string is the value.
  }
  return typeof object === "object" && object !== null ? object : {};
}
