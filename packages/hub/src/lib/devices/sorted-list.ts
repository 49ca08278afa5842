import { normalizeTag } from "@nh/wire";
import { runInSlices, type Steps } from "../steps.js";
import { comparePositions } from "./list-order.js";
import { type Reachable, tagsOf } from "./reachable.js";
import { mergeSorted, sortInSteps } from "./sort-in-steps.js";

/** From so many changes on, since it was last asked for, a list is better made again. */
const MOST_CHANGES = 10_000;

/**
 * The list of registrations that was asked for last, kept in order. Clients read a list page by
 * page, and sorting everything again for each page would take them minutes in a large hub.
 */
export class SortedList {
  #tag: string | undefined;
  /** Undefined before a list was asked for, and after more changes than are kept. */
  #sorted: readonly Reachable[] | undefined;
  /** Changes that are not in the sorted list yet. */
  readonly #added = new Set<Reachable>();
  readonly #removed = new Set<Reachable>();
  /** Set while the list is made in slices. */
  #making: Promise<readonly Reachable[]> | undefined;

  /** Notes a registration that is new. */
  add(reachable: Reachable): void {
    this.#note(this.#added, reachable);
  }

  /** Notes a registration that is gone. */
  remove(reachable: Reachable): void {
    if (!this.#added.delete(reachable)) this.#note(this.#removed, reachable);
  }

  /**
   * The registrations with a tag, sorted, as they are when this is called.
   *
   * @param read Reads the registrations, in any order.
   */
  sorted(tag: string | undefined, read: () => Reachable[]): readonly Reachable[] | Promise<readonly Reachable[]> {
    // What changes while a list is made is not in it, so it is brought up to date afterwards.
    if (this.#making !== undefined) return this.#making.then(() => this.sorted(tag, read));
    const made = runInSlices(this.#make(tag, read));
    if (!(made instanceof Promise)) return made;
    this.#making = made.finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  *#make(tag: string | undefined, read: () => Reachable[]): Steps<readonly Reachable[]> {
    const known = tag === this.#tag ? this.#sorted : undefined;
    const added = [...this.#added].filter((reachable) => hasTag(reachable, tag));
    const removed = new Set(this.#removed);
    const current = known === undefined ? read() : [];
    this.#tag = tag;
    this.#sorted = known ?? [];
    this.#added.clear();
    this.#removed.clear();
    const sorted =
      known === undefined ? yield* sortInSteps(current, comparePositions) : yield* update(known, added, removed);
    // More changes than are kept may have come meanwhile.
    if (this.#sorted !== undefined) this.#sorted = sorted;
    return sorted;
  }

  #note(changes: Set<Reachable>, reachable: Reachable): void {
    if (this.#sorted === undefined) return;
    changes.add(reachable);
    if (this.#added.size + this.#removed.size <= MOST_CHANGES) return;
    this.#sorted = undefined;
    this.#added.clear();
    this.#removed.clear();
  }
}

function* update(
  known: readonly Reachable[],
  added: Reachable[],
  removed: ReadonlySet<Reachable>,
): Steps<readonly Reachable[]> {
  if (added.length === 0 && removed.size === 0) return known;
  const kept = removed.size === 0 ? known : known.filter((reachable) => !removed.has(reachable));
  yield;
  return yield* mergeSorted(kept, added.sort(comparePositions), comparePositions);
}

function hasTag(reachable: Reachable, tag: string | undefined): boolean {
  return tag === undefined || tagsOf(reachable).some((own) => normalizeTag(own) === normalizeTag(tag));
}
