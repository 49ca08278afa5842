/** Taken items are released when there are this many. */
const SWEEP_AFTER = 1024;

/** A queue: first in, first out. `shift` takes constant time, unlike that of a long array. */
export class WaitingLine<T> {
  #items: T[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#head++];
    if (this.length === 0) this.clear();
    else if (this.#head >= SWEEP_AFTER && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Empties the queue and returns its items. */
  clear(): T[] {
    const rest = this.length === 0 ? [] : this.#items.slice(this.#head);
    this.#items.length = 0;
    this.#head = 0;
    return rest;
  }
}
