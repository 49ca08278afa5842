import { invalidField } from "../errors.js";
import { isPlainObject } from "../json/rule.js";
import type { BuiltNotification } from "../notification.js";
import type { Platform } from "../platforms.js";
import type { ContentFields, ContentNote } from "./types.js";

/** What one platform makes of a content. */
export interface Composition {
  readonly notification: BuiltNotification;
  readonly notes: readonly ContentNote[];
}

/** The common fields on their way to one platform, and what becomes of those that do not fit. */
export class FieldReader {
  readonly notes: ContentNote[] = [];

  constructor(
    readonly platform: Platform,
    readonly fields: ContentFields,
  ) {}

  /** Notes what becomes of a field, if the content has it. */
  note(field: keyof ContentFields, message: string): void {
    if (this.fields[field] !== undefined) this.notes.push({ field, message });
  }

  /**
   * The app's data, with fields for which the platform has no name of its own.
   *
   * @throws {PayloadError} NH_PAYLOAD_INVALID when the data uses the name of such a field.
   */
  dataWith(...names: readonly ("image" | "link")[]): Readonly<Record<string, string>> | undefined {
    const entries = new Map(Object.entries(this.fields.data ?? {}));
    for (const name of names) {
      const value = this.fields[name];
      if (value === undefined) continue;
      if (entries.has(name)) {
        const rule = `has the name under which ${this.platform} gets the content's ${name}; choose another name`;
        throw invalidField(this.platform, `data.${name}`, rule);
      }
      entries.set(name, value);
      this.notes.push({ field: name, message: `The app gets it as data.${name}.` });
    }
    return entries.size === 0 ? undefined : Object.fromEntries(entries);
  }
}

/**
 * What only one platform has, merged into what the common fields became. Objects are merged key by
 * key; of any other two values the platform's own wins.
 */
export function mergeOwn<Payload extends object>(common: Payload, own: object | undefined): Payload {
  const merged = new Map<string, unknown>(Object.entries(common).filter(([, value]) => value !== undefined));
  for (const [key, value] of Object.entries(own ?? {})) {
    const before = merged.get(key);
    merged.set(key, isPlainObject(before) && isPlainObject(value) ? mergeOwn(before, value) : value);
  }
  // fromEntries creates every key, even __proto__, as a property of the object itself.
  return Object.fromEntries(merged) as Payload;
}
