import { TagExpressionError } from "./tag-expression-error.js";
import { tagLimits } from "./tag-limits.js";

/** The forms of the two tags that the service sets itself, with what may stand between their braces. */
const reservedTag = /^\$(?:InstallationId|UserId):\{[\w@#.:=-]+\}$/i;
const reservedStart = /^\$(?:InstallationId|UserId):\{/i;
/** What no tag has, and what does not stand between the braces of a reserved one. */
const foreign = /[^\w@#.:-]/;
const foreignInBraces = /[^\w@#.:=-]/;

/**
 * Checks one tag: letters, digits and `_ @ # . : -` of ASCII, at most 120 characters, or `$InstallationId:{…}` and `$UserId:{…}`.
 *
 * @throws TagExpressionError with the column of the first character that is not allowed.
 */
export function checkTag(tag: string): void {
  if (typeof tag !== "string") throw new TypeError("A tag must be a string.");
  if (tag === "") throw fault(tag, 1, "A tag cannot be empty");
  checkTagAt(tag, tag, 0);
}

/** Brings a tag to the form in which tags are compared: the service does not tell capital from small letters. */
export function normalizeTag(tag: string): string {
  return tag.toLowerCase();
}

/** Checks a tag that stands inside a longer text, so that columns count from that text's beginning. */
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
      rule: `A tag has at most ${tagLimits.length} characters, and this one has ${tag.length}`,
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
    `${JSON.stringify(character)} cannot be part of a tag; use letters and digits of ASCII and _ @ # . : -`,
  );
}

function reservedFault(tag: string, text: string, start: number): TagExpressionError {
  const open = reservedStart.exec(tag)?.[0].length;
  if (open === undefined) {
    return fault(text, start + 1, "A tag begins with $ only as $InstallationId:{…} or $UserId:{…}, with the braces");
  }
  const length = tag.slice(open).search(foreignInBraces);
  if (length < 0) {
    return fault(
      text,
      start + tag.length + 1,
      "The closing brace of the tag is missing, or a character that no tag has stands before it",
    );
  }
  const column = start + open + length + 1;
  if (length > 0 && tag[open + length] === "}") {
    return fault(text, column + 1, "Nothing may follow the closing brace of a tag");
  }
  return fault(
    text,
    column,
    "Between the braces stand letters and digits of ASCII and - _ @ # . : =, at least one of them",
  );
}

function fault(text: string, column: number, rule: string): TagExpressionError {
  return new TagExpressionError({ code: "NH_TAG_SYNTAX", text, column, rule });
}
