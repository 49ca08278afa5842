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

/**
 * The candidate that was probably meant: a synonym, or a word that is one or two typing errors
 * away.
 */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const written = word.toLowerCase();
  const known = Object.hasOwn(synonyms, written) ? synonyms[written] : undefined;
  const synonym = known?.find((other) => candidates.includes(other));
  if (synonym !== undefined) return synonym;
  const slips = Math.min(2, Math.floor(written.length / 3));
  const [closest] = candidates
    .map((candidate) => ({ candidate, distance: editDistance(written, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= slips)
    .sort((left, right) => left.distance - right.distance);
  return closest?.candidate;
}

/** Letters to insert, delete, replace, or exchange with the next (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 0; row < left.length; row++) {
    const current = [row + 1];
    for (let column = 0; column < right.length; column++) {
      const replaced = (previous[column] ?? 0) + (left[row] === right[column] ? 0 : 1);
      const inOrder = Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1);
      const isExchange = row > 0 && column > 0 && left[row] === right[column - 1] && left[row - 1] === right[column];
      current.push(isExchange ? Math.min(inOrder, (beforePrevious[column - 1] ?? 0) + 1) : inOrder);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
