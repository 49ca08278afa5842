import { meantPlatform } from "@nh/wire";
import { platformsRule, quoteNonPlatform } from "./options.js";

/**
 * As `quoteNonPlatform`, and with the platform that the word probably means. Only what is loaded
 * late uses it: the words that people write for platforms take room.
 */
export function platformAdvice(word: unknown): string {
  const quoted = quoteNonPlatform(word);
  const meant = meantPlatform(word);
  return quoted === "" || meant === undefined ? quoted : `${quoted}: write ${meant}`;
}

/** The platforms of a content, by the rule for those of the client. */
export const contentPlatformsRule = platformsRule(platformAdvice);
