import { checkTag } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { encodeArgument } from "./encode-argument.js";

/**
 * Checks tags that are about to be stored.
 *
 * @param argument Where the tags are in the arguments, such as `registration.tags`.
 * @throws {ArgumentError} for a tag with a comma, which would become two.
 * @throws {TagExpressionError} when one is not a tag.
 */
export function checkTags(call: string, argument: string, tags: readonly string[]): void {
  const bad = tags.find((tag) => tag.includes(","));
  if (bad !== undefined) {
    const sentence = `A comma separates tags and cannot be part of one. Write ${JSON.stringify(bad.split(","))}`;
    throw new ArgumentError(call, argument, { sentence });
  }
  for (const tag of tags) encodeArgument(call, argument, () => checkTag(tag));
}
