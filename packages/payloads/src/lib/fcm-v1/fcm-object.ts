import { type ObjectOptions, objectRule, type SnakeCaseRules } from "../json/object-rule.js";
import { below, refuse } from "../json/place.js";
import { plainObject, type Rule } from "../json/rule.js";
import { misplacedKey } from "../json/unknown-key.js";
import { legacyKeys } from "./legacy-keys.js";

/** What holds for an object of FCM beside the rules of its keys. */
interface FcmObjectOptions extends Pick<ObjectOptions, "needs"> {
  /**
   * Where keys of other parts of the message belong. Default: only those of the legacy API are
   * known.
   */
  readonly places?: ReadonlyMap<string, string>;
}

/** The name of a key in snake_case, whichever of Google's two spellings it has. */
export function googleName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * An object of FCM's REST API. As protobuf's JSON mapping has it, Google reads camelCase, too, and
 * takes `null` for an absent field. A key of the legacy API is refused with the place where it
 * belongs.
 */
export function fcmObject<T>(rules: SnakeCaseRules<T>, { places, ...options }: FcmObjectOptions = {}): Rule {
  const readOther = misplacedKey(
    (key) => places?.get(googleName(key)) ?? legacyKeys.get(googleName(key)),
    "FCM refuses a key that it does not know",
  );
  const rule = objectRule(rules, {
    ...options,
    further: "unconfirmed",
    // Where names tell no form, the object is a document: its names may be in camelCase.
    readUnknown: (item, at, ...known) =>
      readOther(item, at.form === "undecided" ? { ...at, form: "platform" } : at, ...known),
  });
  return (value, place) => {
    const isTyped = place.form === "typed";
    const present = Object.entries(plainObject(value, place)).filter(([, item]) => isTyped || item !== null);
    const seen = new Map<string, string>();
    for (const [key] of present) {
      const other = seen.get(googleName(key));
      if (other !== undefined) refuse(below(place, key), `is the same key as ${other}; keep one`);
      seen.set(googleName(key), key);
    }
    const nameOf = (key: string) => (!isTyped && Object.hasOwn(rules, googleName(key)) ? googleName(key) : key);
    return rule(Object.fromEntries(present.map(([key, item]) => [nameOf(key), item])), place);
  };
}
