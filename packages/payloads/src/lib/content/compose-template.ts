import { invalidField } from "../errors.js";
import { template } from "../template/template.js";
import { type Composition, type FieldReader, mergeOwn } from "./composition.js";
import type { PlatformContent } from "./types.js";

/** The fields that become properties of their own name. */
const properties = ["title", "body", "image", "link", "badge", "sound"] as const;

export function composeTemplate(reader: FieldReader, own: PlatformContent["template"]): Composition {
  for (const field of ["ttlSeconds", "collapseKey", "priority", "silent"] as const) {
    reader.note(field, "Left out: the template of each device decides.");
  }
  const values = new Map(Object.entries(reader.fields.data ?? {}));
  for (const name of properties) {
    const value = reader.fields[name];
    if (value === undefined) continue;
    if (values.has(name)) {
      const rule = `has the name of the property that holds the content's ${name}; choose another name`;
      throw invalidField("template", `data.${name}`, rule);
    }
    values.set(name, String(value));
  }
  const notification = template(mergeOwn(Object.fromEntries(values), own?.properties), own?.options);
  return { notification, notes: reader.notes };
}
