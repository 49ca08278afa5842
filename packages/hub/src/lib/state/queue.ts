/** How many taken items a queue keeps before it drops them: moving the rest costs its length. */
const KEEP_TAKEN = 1_024;

/** Items in order. Taking the first and putting one in front cost the same however long it is. */
export class Queue<Item> {
  #items: Item[] = [];
  /** The index of the first item. */
  #first = 0;

  get isEmpty(): boolean {
    return this.#first === this.#items.length;
  }

  add(item: Item): void {
    this.#items.push(item);
  }

  /** Puts an item in front of all others. */
  addFirst(item: Item): void {
    if (this.#first === 0) this.#items.unshift(item);
    else this.#items[--this.#first] = item;
  }

  /** Replaces every item. */
  change(change: (item: Item) => Item): void {
    this.#items = this.#items.slice(this.#first).map(change);
    this.#first = 0;
  }

  take(): Item | undefined {
    const item = this.#items[this.#first];
    if (item === undefined) return undefined;
    this.#first++;
    if (this.isEmpty || this.#first > KEEP_TAKEN) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }
}
