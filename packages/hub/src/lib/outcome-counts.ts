import type { NativePlatform } from "@nh/payloads";

/** How often each outcome occurred, by platform. */
export type Counts = Readonly<Partial<Record<NativePlatform, Readonly<Record<string, number>>>>>;

type MutableCounts = Partial<Record<NativePlatform, Record<string, number>>>;

/** Counts outcomes, in the order in which they first occur. */
export function countOutcomes(
  outcomes: Iterable<{ readonly platform: NativePlatform; readonly outcome: string }>,
): Counts {
  const counts: MutableCounts = {};
  for (const { platform, outcome } of outcomes) add(counts, platform, outcome, 1);
  return counts;
}

export function addCounts(left: Counts, right: Counts): Counts {
  const sum: MutableCounts = {};
  for (const counts of [left, right]) {
    for (const [platform, own] of Object.entries(counts) as [NativePlatform, Record<string, number>][]) {
      for (const [outcome, count] of Object.entries(own)) add(sum, platform, outcome, count);
    }
  }
  return sum;
}

function add(counts: MutableCounts, platform: NativePlatform, outcome: string, count: number): void {
  const own = counts[platform] ?? {};
  counts[platform] = own;
  own[outcome] = (own[outcome] ?? 0) + count;
}
