import { checkTag, isTagExpressionError, type TagExpressionError } from "@nh/wire";
import type { Finding } from "./finding.js";

/** What is wrong or doubtful about the tags of a device. */
export function lintTags(tags: readonly string[]): readonly Finding[] {
  return tags.flatMap((tag): readonly Finding[] => {
    if (looksLikeEmail(tag)) return [emailFinding(tag)];
    try {
      checkTag(tag);
      return [];
    } catch (error) {
      if (!isTagExpressionError(error)) throw error;
      return [{ severity: "error", rule: "tag-syntax", where: tag, message: withoutPlace(error) }];
    }
  });
}

/** What is wrong, without the column and the text at its end: a finding has its own place for where. */
export const withoutPlace = ({ message }: TagExpressionError) => message.replace(/ \(column \d+ of .*\)$/s, "");

export const looksLikeEmail = (tag: string) => /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(tag);

export function emailFinding(tag: string): Finding {
  return {
    severity: "warning",
    rule: "tag-looks-like-email",
    where: tag,
    message: `${tag} looks like an e-mail address; tags are stored and shown in clear, so use an opaque id instead`,
  };
}
