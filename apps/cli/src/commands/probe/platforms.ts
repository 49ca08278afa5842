import { refusedPlatforms } from "@nh/platforms";
import { usageError } from "../../cli-error.js";
import { didYouMean } from "../../program/did-you-mean.js";

/** The platforms that nh can push to by itself, with the name of their push service. */
export const services = {
  apple: "APNs",
  fcmv1: "FCM",
  browser: "the push service of the browser",
  windows: "WNS",
  adm: "ADM",
  xiaomi: "Xiaomi",
} as const;

export type ProbedPlatform = keyof typeof services;

/** The platforms whose service issues access tokens, and so checks the credential before a push. */
export const servicesWithTokens: ReadonlySet<ProbedPlatform> = new Set(["fcmv1", "windows", "adm"]);

export const probedPlatforms = Object.keys(services) as readonly ProbedPlatform[];

/** @throws {CliError} for any other platform, with the reason where there is one. */
export function probedPlatform(word: string): ProbedPlatform {
  const name = word.toLowerCase();
  const found = probedPlatforms.find((platform) => platform === name);
  if (found !== undefined) return found;
  const known = `Known platforms: ${probedPlatforms.join(", ")}.`;
  const reason = Object.entries(refusedPlatforms).find(([platform]) => platform === name)?.[1];
  if (reason !== undefined) throw usageError(reason, known);
  const meant = didYouMean(name, probedPlatforms);
  throw usageError(`Unknown platform "${word}".`, meant === undefined ? known : `Did you mean ${meant}? ${known}`);
}
