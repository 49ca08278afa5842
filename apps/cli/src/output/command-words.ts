/**
 * What the packages recommend by the name of a function, in words of the command line. A test
 * compares the patterns with the messages of the packages.
 */
const commandWords: readonly (readonly [ofPackage: RegExp, ofCommand: string])[] = [
  [/Send windowsBadge beside it\./, "Set it with nh send windows --type badge --badge <number>."],
  [/Send windowsPhoneTile with a count beside it\./, "Set it with nh send windowsphone --type tile --badge <number>."],
  [/use windows(?:Phone)?Raw\(text\)/, "use --type raw"],
  [/use apple\(\)/, "send it to apple"],
  [/use fcmV1\(\)/, "send it to fcmv1"],
  [/Update @nh\/hub, or/, "Use the version of nh that wrote it, or"],
  [/another data folder\./, "another --data-dir."],
  [/To change it, use update or upsert\./, "To change it, run nh hubs update or nh hubs apply."],
];

/** A message of a package, with commands and options in place of functions. */
export function inCommandWords(message: string): string {
  return commandWords.reduce((text, [pattern, words]) => text.replace(pattern, words), message);
}
