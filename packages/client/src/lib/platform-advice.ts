import { meantPlatform, platformNicknames } from "@nh/wire";

/** Every platform, and templates. */
export const knownPlatforms: readonly unknown[] = Object.keys(platformNicknames);

/**
 * Ends a message about something that is not a platform: names the word, and the platform that it
 * probably means. Empty for a platform, and for what is not a word.
 */
export function platformAdvice(word: unknown): string {
  if (typeof word !== "string" || knownPlatforms.includes(word)) return "";
  const meant = meantPlatform(word);
  return `. ${JSON.stringify(word.slice(0, 40))} is not a platform${meant === undefined ? "" : `: write ${meant}`}`;
}
