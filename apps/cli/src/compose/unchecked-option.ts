import { flag } from "../program/option.js";

/** For commands that store a handle. */
export const uncheckedOption = {
  unchecked: flag("accept a handle that the platform cannot have issued; not for APNs, where a hub refuses it"),
};
