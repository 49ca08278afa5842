import { TagExpressionError } from "../errors.js";
import { tagLimits } from "./tag-facts.js";

/** The forms of the two tags that the service sets itself, with what may stand between their braces. */
const reservedTag = /^\$(?:InstallationId|UserId):\{[A-Za-z0-9_@#.:=-]+\}$/i;
const reservedStart = /^\$(?:InstallationId|UserId):\{/i;

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

/** Checks a tag that stands inside a longer text, so that columns count from that text's beginning. */
export function checkTagAt(tag: string, text: string, start: number): void {
  if (tag.startsWith("$")) {
    if (!reservedTag.test(tag)) throw reservedFault(tag, text, start);
  } else {
    for (let index = 0; index < tag.length; index++) {
      if (!isTagCharacter(tag.charCodeAt(index))) throw characterFault(tag, index, text, start);
    }
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

/** Letters, digits and `_ @ # . : -` of ASCII. */
export function isTagCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || // a-z
    (code >= 0x40 && code <= 0x5a) || // @, A-Z
    (code >= 0x30 && code <= 0x3a) || // 0-9, :
    code === 0x5f || // _
    code === 0x23 || // #
    code === 0x2e || // .
    code === 0x2d // -
  );
}

/** What may stand between the braces of a reserved tag: a tag's characters and `=`. */
export function isReservedCharacter(code: number): boolean {
  return code === 0x3d || isTagCharacter(code);
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
  if (!reservedStart.test(tag)) {
    return fault(text, start + 1, "A tag begins with $ only as $InstallationId:{…} or $UserId:{…}, with the braces");
  }
  const open = tag.indexOf("{");
  for (let index = open + 1; index < tag.length; index++) {
    const code = tag.charCodeAt(index);
    if (isReservedCharacter(code)) continue;
    if (code === 0x7d && index > open + 1) {
      if (index === tag.length - 1) break;
      return fault(text, start + index + 2, "Nothing may follow the closing brace of a tag");
    }
    return fault(
      text,
      start + index + 1,
      "Between the braces stand letters and digits of ASCII and - _ @ # . : =, at least one of them",
    );
  }
  return fault(text, start + tag.length + 1, "The closing brace of the tag is missing");
}

function fault(text: string, column: number, rule: string): TagExpressionError {
  return new TagExpressionError({ code: "NH_TAG_SYNTAX", text, column, rule });
}
