import { meantPlatform } from "@nh/wire";
import type { OptionRule } from "./check-options.js";
import { platformsRule, unknownPlatform } from "./options.js";

/** As `unknownPlatform`, and with the platform that the word probably means. */
export function platformAdvice(word: unknown): string {
  const unknown = unknownPlatform(word);
  const meant = meantPlatform(word);
  return unknown === "" || meant === undefined ? unknown : `${unknown}: write ${meant}`;
}

/** `platformsRule` for what is loaded late: the words that people write for platforms take room. */
export const contentPlatformsRule: OptionRule = {
  ...platformsRule,
  advice: (value) => (Array.isArray(value) ? value : [value]).map(platformAdvice).join(""),
};
