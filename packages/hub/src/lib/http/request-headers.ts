/**
 * The headers of a request, read once. A `Headers` object sorts itself whenever it is iterated and
 * converts every name that it looks up. Together that costs as much as finding a small audience.
 */
export class RequestHeaders {
  /** Names in lower case and values, alternating. Each name occurs once. */
  readonly flat: readonly string[];

  constructor(flat: readonly string[]) {
    this.flat = flat;
  }

  /** The value of a header, in any letter case. Null when it is missing. */
  get(name: string): string | null {
    const wanted = name.toLowerCase();
    const { flat } = this;
    for (let index = 0; index < flat.length; index += 2) if (flat[index] === wanted) return flat[index + 1] ?? null;
    return null;
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  forEach(callback: (value: string, name: string) => void): void {
    const { flat } = this;
    for (let index = 0; index + 1 < flat.length; index += 2) callback(flat[index + 1] ?? "", flat[index] ?? "");
  }

  *[Symbol.iterator](): Iterator<[string, string]> {
    for (let index = 0; index + 1 < this.flat.length; index += 2)
      yield [this.flat[index] ?? "", this.flat[index + 1] ?? ""];
  }
}
