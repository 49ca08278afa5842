import type { Device } from "../hub/types.js";

export const PAGE_SIZE = 24;

interface Group {
  readonly name: string;
  readonly devices: readonly Device[];
}

/** How many pages the groups take; a device counts in each of its groups. */
export function countPages(groups: readonly Group[]): number {
  const cards = groups.reduce((sum, { devices }) => sum + devices.length, 0);
  return Math.max(1, Math.ceil(cards / PAGE_SIZE));
}

/** The part of the groups that one page shows, cut as if they were one list. */
export function pageOf<Given extends Group>(groups: readonly Given[], page: number): (Given & { total: number })[] {
  let skip = page * PAGE_SIZE;
  let left = PAGE_SIZE;
  return groups.flatMap((group) => {
    const { devices } = group;
    const shown = devices.slice(skip, skip + left);
    skip = Math.max(0, skip - devices.length);
    left -= shown.length;
    return shown.length === 0 ? [] : [{ ...group, devices: shown, total: devices.length }];
  });
}
