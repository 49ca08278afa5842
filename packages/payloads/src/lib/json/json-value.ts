/** What JSON can hold. A property that is `undefined` counts as absent, as for `JSON.stringify`. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object of any keys. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}
