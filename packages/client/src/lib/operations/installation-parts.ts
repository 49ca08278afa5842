import type { PatchOperation } from "@nh/wire";
import { warnOfEmailTags } from "../audience/warn-of-email-tags.js";
import type { HubConnection } from "../context.js";
import { checkTags } from "./check-tags.js";
import { warnOfUserIds } from "./warn-of-user-ids.js";

/** What a call stores: an installation, or a part of one. */
export interface StoredPart {
  /** Where it is in the arguments, such as `installation` or `operations[0].value`. */
  readonly place: string;
  /** Its path in an installation, such as `.templates.news`; `""` for a whole installation. */
  readonly path: string;
  /** An installation that holds only this part. */
  readonly installation: unknown;
}

/**
 * Checks the tags that are about to be stored with an installation, and warns of e-mail addresses
 * among them, and of a user who cannot be addressed.
 *
 * @throws {ArgumentError} for a tag with a comma, which would become two. It names the tags, such
 * as `installation.templates.news.tags`.
 * @throws {TagExpressionError} when one is not a tag.
 */
export function checkInstallationTags(call: string, { onEvent }: HubConnection, parts: readonly StoredPart[]): void {
  const found: string[] = [];
  const users: string[] = [];
  for (const { place, path, installation } of parts) {
    for (const [there, tags] of stringsOf(installation, "tags")) {
      checkTags(call, place + there.slice(path.length), tags);
      found.push(...tags);
    }
    // The user id becomes a tag as well.
    users.push(...stringsOf(installation, "userid").flatMap(([, ids]) => ids));
  }
  warnOfEmailTags(onEvent, [...found, ...users].join());
  warnOfUserIds(onEvent, users);
}

/**
 * What an operation of a patch stores.
 *
 * @param place Where its value is in the arguments.
 */
export function changedPart(operation: PatchOperation, place: string): StoredPart {
  if (operation.op === "remove") return { place, path: "", installation: undefined };
  const [, ...names] = String(operation.path).split("/");
  return {
    place,
    path: names.map((name) => `.${name}`).join(""),
    installation: names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), operation.value),
  };
}

/**
 * The strings of a property of an installation, its templates, its tiles, and theirs: each time the
 * path of the property, such as `.templates.news.tags`, and what it holds.
 *
 * @param wanted The property, in lower case, since the service ignores case here.
 * @param path The path of `part`.
 */
function stringsOf(part: unknown, wanted: string, path = ""): [path: string, strings: string[]][] {
  return Object.entries(objectIn(part)).flatMap(([key, value]): [string, string[]][] => {
    const name = key.toLowerCase();
    const there = `${path}.${key}`;
    const inner = Object.entries(objectIn(value));
    if (name === wanted) {
      const values = inner.length > 0 ? inner.map(([, one]) => one) : [value];
      return [[there, values.filter((one) => typeof one === "string")]];
    }
    if (!/^(templates|secondarytiles)$/.test(name)) return [];
    return inner.flatMap(([one, owner]) => stringsOf(owner, wanted, `${there}.${one}`));
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
