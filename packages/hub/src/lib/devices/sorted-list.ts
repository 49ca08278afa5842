import { sortByPosition } from "./list-order.js";
import type { Reachable } from "./reachable.js";

/**
 * The list of registrations that was asked for last, sorted. Clients read a list page by page, and
 * sorting everything again for each page would take them minutes in a large hub.
 */
export class SortedList {
  #tag: string | undefined;
  #version = -1;
  #sorted: Reachable[] = [];

  /**
   * The registrations with a tag, sorted.
   *
   * @param version The version of the state. The list is made again when it has changed.
   * @param read Reads the registrations, in any order.
   */
  sorted(tag: string | undefined, version: number, read: () => Reachable[]): readonly Reachable[] {
    if (tag === this.#tag && version === this.#version) return this.#sorted;
    const current = read();
    if (tag !== this.#tag || this.#version < 0) this.#sorted = sortByPosition(current);
    else {
      // What is still there stays in order, so that little is left to sort.
      const added = new Set(current);
      const kept = this.#sorted.filter((reachable) => added.delete(reachable));
      this.#sorted = sortByPosition([...kept, ...added]);
    }
    this.#tag = tag;
    this.#version = version;
    return this.#sorted;
  }
}
