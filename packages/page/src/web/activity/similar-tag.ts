/**
 * The closest of the known tags, when it is close enough to be what was meant: a letter or two
 * apart.
 */
export function similarTag(wanted: string, known: Iterable<string>): string | undefined {
  const lower = wanted.toLowerCase();
  const most = lower.length <= 3 ? 1 : 2;
  let best: { tag: string; distance: number } | undefined;
  for (const tag of known) {
    if (tag.startsWith("$") || tag.toLowerCase() === lower || Math.abs(tag.length - wanted.length) > most) continue;
    const distance = editDistance(lower, tag.toLowerCase());
    if (distance <= most && (best === undefined || distance < best.distance)) best = { tag, distance };
  }
  return best?.tag;
}

/** How many letters must be added, removed, replaced, or swapped with their neighbor. */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const equal = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (equal ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? left.length;
}
