/** What JSON can hold. A property that is `undefined` is left out, as `JSON.stringify` does. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object of any keys. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}
