import { checkTag as checkTagSyntax, isTagExpressionError } from "@nh/wire";
import { AudienceError } from "./audience-error.js";

/**
 * Checks a tag that is named alone, such as one of a list.
 *
 * @param source The function that was called.
 * @param what Names the tag in the error.
 * @returns the tag.
 * @throws {AudienceError} when it is not a tag.
 */
export function checkTag(source: string, tag: string, what: string): string {
  try {
    checkTagSyntax(tag);
    return tag;
  } catch (cause) {
    if (!isTagExpressionError(cause)) throw cause;
    throw new AudienceError(source, "NH_AUDIENCE_INVALID", `${what} cannot be addressed. ${cause.message}`, cause);
  }
}
