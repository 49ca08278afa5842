import { flag } from "../program/option.js";

/** For commands that store a handle. */
export const uncheckedOption = {
  unchecked: flag("accept a handle that the platform cannot have issued; a hub accepts none for APNs"),
};
