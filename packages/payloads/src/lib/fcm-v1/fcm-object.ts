import { guidedObject } from "../json/guided-object.js";
import { type SnakeCaseRules, snakeCase } from "../json/object-rule.js";
import type { Rule } from "../json/rule.js";
import { legacyKeys } from "./legacy-keys.js";

/**
 * An object of FCM's REST API: snake_case on the wire; JSON text may use lowerCamelCase too, as protobuf's JSON mapping allows.
 * A key of the legacy API is refused with the place where it belongs.
 */
export function fcmObject<T>(rules: SnakeCaseRules<T>, places: Readonly<Record<string, string>> = legacyKeys): Rule {
  const hint = (key: string) =>
    [places, legacyKeys].find((table) => Object.hasOwn(table, snakeCase(key)))?.[snakeCase(key)];
  return guidedObject(rules, snakeCase, hint, true);
}
