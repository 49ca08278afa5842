import { longToken } from "../long-token.js";
import { TemplateError, type TemplateErrorCode } from "./template-error.js";

const charactersEachSide = 40;
/**
 * Control, formatting and broken characters: they could move the cursor of a terminal or hide other
 * text.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Two lines: the text around a position, and a caret below it. Without whole device handles and
 * keys.
 */
export function excerptAt(text: string, position: number): string {
  const start = Math.max(0, position - charactersEachSide);
  const end = Math.min(text.length, position + charactersEachSide);
  // Of a long token as many characters are left as it had, so that the caret stays where it
  // belongs.
  const excerpt = text.slice(start, end).replace(longToken, (token, first: string, last: string) => {
    return first + "·".repeat(token.length - first.length - last.length) + last;
  });
  const before = printable(excerpt.slice(0, position - start));
  const after = printable(excerpt.slice(position - start));
  const prefix = start > 0 ? "…" : "";
  const suffix = end < text.length ? "…" : "";
  return `${prefix}${before}${after}${suffix}\n${" ".repeat(prefix.length + before.length)}^`;
}

function printable(text: string): string {
  return text.replace(unprintable, "·");
}

/** The error for a place in a template. */
export function templateError(
  body: string,
  position: number,
  reason: string,
  code: TemplateErrorCode = "NH_TEMPLATE_SYNTAX",
  cause?: unknown,
): TemplateError {
  const place = Math.min(position, body.length);
  return new TemplateError({ code, reason, position: place, excerpt: excerptAt(body, place), cause });
}
