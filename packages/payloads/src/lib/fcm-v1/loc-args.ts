import type { JsonObject } from "../json/json-value.js";
import { below, type Place, refuse } from "../json/rule.js";

/** Google ignores the arguments of a localised text without its key, so that the bare text would be shown. */
export function checkLocArgs(notification: JsonObject, place: Place): void {
  for (const part of ["body", "title"]) {
    if (notification[`${part}_loc_args`] && !notification[`${part}_loc_key`]) {
      refuse(below(place, `${part}_loc_args`), `needs ${part}_loc_key`);
    }
  }
}
