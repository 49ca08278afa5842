import { anyJson, mapOf } from "./collections.js";
import type { JsonObject } from "./json-value.js";
import { type FieldRules, type Naming, objectOf } from "./object-rule.js";
import { below, isPlainObject, type Rule, refuse } from "./rule.js";

const anyKeys = mapOf(anyJson);

/**
 * An object of known properties beside keys that nobody checks: in typed input these are under the property `free`,
 * on the wire beside the known ones.
 */
export function openObject<T, F extends string>(fields: FieldRules<Omit<T, F>>, naming: Naming, free: F): Rule {
  const known = objectOf<Omit<T, F>>(fields, naming, () => `further keys go under ${free}`);
  const wireNames = new Set(Object.keys(fields).map(naming));
  return (value, place) => {
    if (!isPlainObject(value)) return refuse(place, "must be an object");
    const entries = Object.entries(value);
    const isKnown = place.own ? (key: string) => wireNames.has(key) : (key: string) => key !== free;
    const wire = known(Object.fromEntries(entries.filter(([key]) => isKnown(key))), place) as JsonObject;
    const others = place.own ? Object.fromEntries(entries.filter(([key]) => !isKnown(key))) : (value[free] ?? {});
    const further = anyKeys(others, place) as JsonObject;
    for (const key of Object.keys(further)) {
      if (wireNames.has(key)) refuse(below(place, key), `has a property of its own; write it outside ${free}`);
    }
    return { ...wire, ...further };
  };
}
