import type { NativePlatform } from "@nh/payloads";

/** How often each outcome occurred, by platform. */
export type Counts = Readonly<Partial<Record<NativePlatform, Readonly<Record<string, number>>>>>;

/** Counts that are still growing. */
export type Tally = Partial<Record<NativePlatform, Record<string, number>>>;

/** Adds to a tally. It keeps the order in which outcomes first occur. */
export function tally(counts: Tally, platform: NativePlatform, outcome: string, count = 1): void {
  let own = counts[platform];
  if (own === undefined) {
    own = {};
    counts[platform] = own;
  }
  own[outcome] = (own[outcome] ?? 0) + count;
}

/** The sum of both counts. Neither is changed. */
export function addCounts(left: Counts, right: Counts): Counts {
  const sum: Tally = {};
  for (const counts of [left, right]) {
    for (const [platform, own] of Object.entries(counts) as [NativePlatform, Record<string, number>][]) {
      for (const [outcome, count] of Object.entries(own)) tally(sum, platform, outcome, count);
    }
  }
  return sum;
}

/** How often each outcome occurred, whatever the platform. */
export function totalCounts(counts: Counts): Readonly<Record<string, number>> {
  const total: Record<string, number> = {};
  for (const own of Object.values(counts)) {
    for (const [outcome, count] of Object.entries(own)) total[outcome] = (total[outcome] ?? 0) + count;
  }
  return total;
}
