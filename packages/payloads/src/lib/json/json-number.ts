const brand: unique symbol = Symbol.for("@nh/payloads/JsonNumber");

/**
 * A number of a JSON document whose digits a number of JavaScript would change, such as
 * `12345678901234567890` or `1.10`.
 */
export class JsonNumber {
  readonly [brand] = true;
  /** As the document has it. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The nearest number of JavaScript. */
  valueOf(): number {
    return Number(this.text);
  }

  toString(): string {
    return this.text;
  }

  /** @throws {TypeError} always: `JSON.stringify` could only write other digits. */
  toJSON(): never {
    throw new TypeError("JSON.stringify would change the digits of this number. Use writeJson.");
  }
}

/** Whether a value is a {@link JsonNumber}, of this copy of the package or another. */
export function isJsonNumber(value: unknown): value is JsonNumber {
  return typeof value === "object" && value !== null && brand in value;
}
