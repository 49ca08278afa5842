import { ArgumentError } from "../argument-error.js";
import type { BrowserHandle } from "../handle.js";
import { checkTag } from "../tag-expression/tag.js";
import type { InstallationTemplate, PatchOperation, SecondaryTile } from "./types.js";

/**
 * Builders of patches. Each returns the operations for one change, so that several can be joined
 * with spread: `[...patch.addTag("vip"), ...patch.setUserId("u-1")]`.
 *
 * Paths follow the table of the REST reference, "Create or overwrite an installation": one tag per
 * operation, and templates, headers, and tiles as JSON in a string. Push variables and the
 * expiration are not in that table; they follow the same pattern.
 */
export const patch = {
  /**
   * Adds one tag.
   *
   * @throws {TagExpressionError} when it is not a valid tag.
   */
  addTag: (tag: string): PatchOperation[] => [addTagTo("/tags", tag)],
  /**
   * Adds tags.
   *
   * @throws {TagExpressionError} when one of them is not a valid tag.
   */
  addTags: (tags: Iterable<string>): PatchOperation[] => Array.from(tags, (tag) => addTagTo("/tags", tag)),
  /** Removes one tag. */
  removeTag: (tag: string): PatchOperation[] => [{ op: "remove", path: `/tags/${segment(tag)}` }],
  /** Removes tags. */
  removeTags: (tags: Iterable<string>): PatchOperation[] =>
    Array.from(tags, (tag) => ({ op: "remove", path: `/tags/${segment(tag)}` })),
  /** Removes all tags. */
  clearTags: (): PatchOperation[] => [{ op: "remove", path: "/tags" }],
  /**
   * Replaces the device's handle, which the service then considers valid. A browser's is written as
   * JSON in a string.
   */
  setPushChannel: (handle: string | BrowserHandle): PatchOperation[] => [
    { op: "replace", path: "/pushChannel", value: typeof handle === "string" ? handle : JSON.stringify(handle) },
  ],
  /** Sets the user whose device this is. */
  setUserId: (userId: string): PatchOperation[] => [{ op: "add", path: "/userId", value: userId }],
  /** Removes the user, so that the device belongs to nobody. */
  removeUserId: (): PatchOperation[] => [{ op: "remove", path: "/userId" }],
  /** Adds a template, or replaces the one with that name. */
  setTemplate: (name: string, template: InstallationTemplate): PatchOperation[] => [
    { op: "add", path: `/templates/${segment(name)}`, value: JSON.stringify(template) },
  ],
  /** Removes a template. */
  removeTemplate: (name: string): PatchOperation[] => [{ op: "remove", path: `/templates/${segment(name)}` }],
  /** Replaces the body of an existing template. */
  setTemplateBody: (name: string, body: string): PatchOperation[] => [
    { op: "replace", path: `/templates/${segment(name)}/body`, value: body },
  ],
  /** Replaces all headers of an existing template. */
  setTemplateHeaders: (name: string, headers: Readonly<Record<string, string>>): PatchOperation[] => [
    { op: "replace", path: `/templates/${segment(name)}/headers`, value: JSON.stringify(headers) },
  ],
  /** Replaces the expiry of an existing template: an expression or a date. */
  setTemplateExpiry: (name: string, expiry: string): PatchOperation[] => [
    { op: "replace", path: `/templates/${segment(name)}/expiry`, value: expiry },
  ],
  /**
   * Adds a tag to an existing template.
   *
   * @throws {TagExpressionError} when it is not a valid tag.
   */
  addTemplateTag: (name: string, tag: string): PatchOperation[] => [addTagTo(`/templates/${segment(name)}/tags`, tag)],
  /** Removes a tag from an existing template. */
  removeTemplateTag: (name: string, tag: string): PatchOperation[] => [
    { op: "remove", path: `/templates/${segment(name)}/tags/${segment(tag)}` },
  ],
  /** Sets one push variable, a value that templates may use. */
  setPushVariable: (name: string, value: string): PatchOperation[] => [
    { op: "add", path: `/pushVariables/${segment(name)}`, value },
  ],
  /** Removes one push variable. */
  removePushVariable: (name: string): PatchOperation[] => [{ op: "remove", path: `/pushVariables/${segment(name)}` }],
  /**
   * Sets when the service forgets the device.
   *
   * @throws {ArgumentError} when the date is invalid.
   */
  setExpirationTime: (time: Date): PatchOperation[] => [
    { op: "replace", path: "/expirationTime", value: expirationText(time) },
  ],
  /** Adds a secondary tile of Windows, or replaces the one with that id. */
  setSecondaryTile: (tileId: string, tile: SecondaryTile): PatchOperation[] => [
    { op: "add", path: `/secondaryTiles/${segment(tileId)}`, value: JSON.stringify(tile) },
  ],
  /** Removes a secondary tile. */
  removeSecondaryTile: (tileId: string): PatchOperation[] => [
    { op: "remove", path: `/secondaryTiles/${segment(tileId)}` },
  ],
} as const;

function addTagTo(path: string, tag: string): PatchOperation {
  checkTag(tag);
  return { op: "add", path, value: tag };
}

function expirationText(time: Date): string {
  if (!(time instanceof Date) || Number.isNaN(time.getTime()))
    throw new ArgumentError("expirationTime", "The expiration must be a valid Date.");
  return time.toISOString();
}

/** Escapes a name for a JSON pointer (RFC 6901). */
function segment(name: string): string {
  if (typeof name !== "string" || name === "")
    throw new ArgumentError("name", "A name in a patch must be a non-empty string.");
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
