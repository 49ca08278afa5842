import { hashHandle } from "./handle-hash.js";

/** Words of one entry, the 128 bits of a hash. */
const WORDS = 4;

const INITIAL_ENTRIES = 1024;

/**
 * The handles that a run has read, by 128-bit hashes in one table of numbers. A million handles
 * take 34 MB, and up to 65 MB until smaller tables are collected (measured with Node.js 20). Two of
 * a million handles have the same hash with a probability below 1 in 10^26.
 */
export class SeenHandles {
  #table = new Uint32Array(INITIAL_ENTRIES * WORDS);
  #count = 0;
  readonly #keys = crypto.getRandomValues(new Uint32Array(4));
  readonly #hash = new Uint32Array(WORDS);

  /** Notes a handle; false when it was noted before. */
  add(handle: string): boolean {
    const hash = this.#hash;
    hashHandle(handle, this.#keys, hash);
    // An entry of zeros is a free one.
    if (isFree(hash, 0)) hash[0] = 1;
    const place = placeOf(this.#table, hash, 0);
    if (!isFree(this.#table, place)) return false;
    this.#table.set(hash, place);
    this.#count++;
    if (this.#count * WORDS * 4 > this.#table.length * 3) this.#grow();
    return true;
  }

  #grow(): void {
    const old = this.#table;
    const table = new Uint32Array(old.length * 2);
    for (let entry = 0; entry < old.length; entry += WORDS) {
      if (!isFree(old, entry)) table.set(old.subarray(entry, entry + WORDS), placeOf(table, old, entry));
    }
    this.#table = table;
  }
}

/**
 * Where the entry at `at` in `words` is in a table, or the free place for it. The table has a
 * power of two of entries and is never full.
 */
function placeOf(table: Uint32Array, words: Uint32Array, at: number): number {
  const mask = table.length - 1;
  let place = ((words[at] ?? 0) * WORDS) & mask;
  while (!isFree(table, place) && !isSame(table, place, words, at)) place = (place + WORDS) & mask;
  return place;
}

function isSame(table: Uint32Array, place: number, words: Uint32Array, at: number): boolean {
  for (let word = 0; word < WORDS; word++) if (table[place + word] !== words[at + word]) return false;
  return true;
}

function isFree(table: Uint32Array, place: number): boolean {
  for (let word = 0; word < WORDS; word++) if (table[place + word] !== 0) return false;
  return true;
}
