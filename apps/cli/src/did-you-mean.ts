/** The three vocabularies of the platforms: of sends, of installations, and of everyday speech. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  apns: ["apple"],
  ios: ["apple", "apns"],
  apple: ["apns"],
  fcm: ["fcmv1"],
  firebase: ["fcmv1"],
  android: ["fcmv1"],
  wns: ["windows"],
  windows: ["wns"],
  mpns: ["windowsphone"],
  windowsphone: ["mpns"],
  web: ["browser"],
};

/** The candidate that was probably meant: another word for the same thing, or one that is a slip or two away. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const written = word.toLowerCase();
  const synonym = synonyms[written]?.find((other) => candidates.includes(other));
  if (synonym !== undefined) return synonym;
  const slips = Math.min(2, Math.floor(written.length / 3));
  const [closest] = candidates
    .map((candidate) => ({ candidate, distance: editDistance(written, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= slips)
    .sort((left, right) => left.distance - right.distance);
  return closest?.candidate;
}

/** Letters to insert, delete or replace (Levenshtein). */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...left].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...right].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
