import { ArgumentError } from "../argument-error.js";
import { isTagExpressionError, TagExpressionError } from "./tag-expression-error.js";

/**
 * The limits of tags and tag expressions, from Microsoft's page on routing and tag expressions. An
 * expression with only `||` may name 20 tags (`orOnly`), any other one 6 (`mixed`). A tag may have
 * 120 characters (`length`), a registration 60 tags (`perRegistration`).
 */
export const tagLimits = { orOnly: 20, mixed: 6, length: 120, perRegistration: 60 } as const;

/** The two tags that the service sets itself, with what may appear between their braces. */
const reservedTag = /^\$(?:InstallationId|UserId):\{[\w@#.:=-]+\}$/i;
const reservedStart = /^\$(?:InstallationId|UserId):\{/i;
/**
 * A character that no tag may have, and one that may not appear between the braces of a reserved
 * tag.
 */
const foreign = /[^\w@#.:-]/;
const foreignInBraces = /[^\w@#.:=-]/;

/**
 * Checks one tag: at most 120 ASCII letters, digits, and `_ @ # . : -`, or one of the tags
 * `$InstallationId:{…}` and `$UserId:{…}`.
 *
 * @throws {TagExpressionError} when it is not a valid tag, with the column of the first invalid
 * character.
 * @throws {ArgumentError} when it is not a string.
 */
export function checkTag(tag: string): void {
  if (typeof tag !== "string") throw new ArgumentError("tag", "A tag must be a string.");
  if (tag === "") throw fault(tag, 1, "A tag cannot be empty");
  checkTagAt(tag, tag, 0);
}

/** Whether a string is a tag, by the rules of {@link checkTag}. */
export function isTag(tag: string): boolean {
  try {
    checkTag(tag);
    return true;
  } catch (error) {
    if (isTagExpressionError(error)) return false;
    throw error;
  }
}

/** Brings a tag to the form in which tags are compared: the service ignores their case. */
export function normalizeTag(tag: string): string {
  return tag.toLowerCase();
}

/**
 * Checks a tag that begins at `start` of a longer string; columns count from the beginning of that
 * string.
 */
export function checkTagAt(tag: string, text: string, start: number): void {
  if (tag.startsWith("$")) {
    if (!reservedTag.test(tag)) throw reservedFault(tag, text, start);
  } else {
    const index = tag.search(foreign);
    if (index >= 0) throw characterFault(tag, index, text, start);
  }
  if (tag.length > tagLimits.length) {
    throw new TagExpressionError({
      code: "NH_TAG_LIMIT",
      text,
      column: start + tagLimits.length + 1,
      rule: `A tag may have at most ${tagLimits.length} characters; this one has ${tag.length}`,
    });
  }
}

function characterFault(tag: string, index: number, text: string, start: number): TagExpressionError {
  const column = start + index + 1;
  const character = String.fromCodePoint(tag.codePointAt(index) ?? 0);
  if (character === ",") {
    return fault(
      text,
      column,
      'A comma separates tags and cannot be part of one; pass "a" and "b" as two tags instead of "a,b"',
    );
  }
  return fault(
    text,
    column,
    `${JSON.stringify(character)} cannot be part of a tag; use ASCII letters and digits and _ @ # . : -`,
  );
}

function reservedFault(tag: string, text: string, start: number): TagExpressionError {
  const open = reservedStart.exec(tag)?.[0].length;
  if (open === undefined) {
    return fault(text, start + 1, "A tag may start with $ only as $InstallationId:{…} or $UserId:{…}, with the braces");
  }
  const length = tag.slice(open).search(foreignInBraces);
  if (length < 0) {
    return fault(text, start + tag.length + 1, "The tag has no closing brace, or an invalid character before it");
  }
  const column = start + open + length + 1;
  if (length > 0 && tag[open + length] === "}") {
    return fault(text, column + 1, "Nothing may follow the closing brace of a tag");
  }
  return fault(text, column, "Use ASCII letters and digits and - _ @ # . : = between the braces, at least one of them");
}

function fault(text: string, column: number, rule: string): TagExpressionError {
  return new TagExpressionError({ code: "NH_TAG_SYNTAX", text, column, rule });
}
