import { guidedObject } from "../json/guided-object.js";
import { type Naming, type SnakeCaseRules, snakeCase } from "../json/object-rule.js";
import type { Rule } from "../json/rule.js";
import { legacyKeys } from "./legacy-keys.js";

/** The name of a key in snake_case, whichever of Google's two spellings it has. */
export function googleName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** JSON text may use lowerCamelCase too, as protobuf's JSON mapping allows. */
const naming: Naming = (name, own) => (own ? googleName(name) : snakeCase(name, own));

/** An object of FCM's REST API. A key of the legacy API is refused with the place where it belongs. */
export function fcmObject<T>(rules: SnakeCaseRules<T>, places: Readonly<Record<string, string>> = legacyKeys): Rule {
  return guidedObject(rules, naming, (key) => {
    const name = googleName(key);
    return [places, legacyKeys].find((table) => Object.hasOwn(table, name))?.[name];
  });
}
