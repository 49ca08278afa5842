import { anyJson, mapOf } from "./any-json.js";
import { guidedObject } from "./guided-object.js";
import type { JsonObject } from "./json-value.js";
import type { Naming } from "./object-rule.js";
import { below, isPlainObject, type Rule, refuse } from "./rule.js";

const anyKeys = mapOf(anyJson);

/**
 * An object of known properties beside keys that nobody checks: in typed input these are under the property `free`,
 * on the wire beside the known ones.
 */
export function openObject(rules: Readonly<Record<string, Rule>>, naming: Naming, free: string): Rule {
  const known = guidedObject(rules, naming, undefined, `further keys go under ${free}`);
  return (value, place) => {
    if (!isPlainObject(value)) return refuse(place, "must be an object");
    const entries = Object.entries(value);
    const isKnown = place.own ? (key: string) => Object.hasOwn(rules, key) : (key: string) => key !== free;
    const wire = known(Object.fromEntries(entries.filter(([key]) => isKnown(key))), place) as JsonObject;
    const others = place.own ? Object.fromEntries(entries.filter(([key]) => !isKnown(key))) : (value[free] ?? {});
    const further = anyKeys(others, place) as JsonObject;
    for (const key of Object.keys(further)) {
      if (Object.hasOwn(rules, key)) refuse(below(place, key), `has a property of its own; write it outside ${free}`);
    }
    return { ...wire, ...further };
  };
}
