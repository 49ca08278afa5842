import { checkTag, isTagExpressionError, type TagExpressionError } from "@nh/wire";
import type { Finding } from "./finding.js";

/** Finds errors and likely mistakes in the tags of a device. */
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

/** A user id becomes a tag, too. */
export const lintUserId = (userId: string): readonly Finding[] => [
  ...(looksLikeEmail(userId) ? [emailFinding(userId)] : []),
  ...addressable("$UserId", userId),
];

/**
 * Finds an id that no tag expression can name. No refusal of such an id by the service is known, so
 * it is not an error.
 */
export function addressable(tag: "$InstallationId" | "$UserId", id: string): readonly Finding[] {
  try {
    checkTag(`${tag}:{${id}}`);
    return [];
  } catch (error) {
    if (!isTagExpressionError(error)) throw error;
    return [
      {
        severity: "warning",
        rule: "id-not-addressable",
        where: id,
        message: `${id || "an empty ID"} cannot be used in an audience: ${withoutPlace(error)}`,
      },
    ];
  }
}

/**
 * The message without the column and the excerpt at its end, since a finding has its own field for
 * the place.
 */
export const withoutPlace = ({ message }: TagExpressionError) => message.replace(/ \(column \d+ of .*\)$/s, "");

export const looksLikeEmail = (tag: string) => /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(tag);

export function emailFinding(tag: string): Finding {
  return {
    severity: "warning",
    rule: "tag-looks-like-email",
    where: tag,
    message: `${tag} looks like an email address; tags and user IDs are stored and shown in clear text, so use an opaque ID instead`,
  };
}
