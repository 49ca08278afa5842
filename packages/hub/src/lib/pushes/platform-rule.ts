import { platformWire } from "@nh/wire";
import type { OptionRule } from "../check-options.js";

/** A platform that devices have, in any letter case. */
export const platformRule: OptionRule = {
  accepts: (value) => typeof value === "string" && Object.hasOwn(platformWire, value.toLowerCase()),
  form: `one of ${Object.keys(platformWire).join(", ")}`,
};
