import { shortenHandle } from "@nh/wire";
import type { Delivery, Device, ExplainedDevice } from "../hub/types.js";

/** How many characters of a name a heading shows. */
const LONGEST_NAME = 100;

type Named = Pick<Device, "handle" | "installationId"> & { readonly pushVariables?: Device["pushVariables"] };

/**
 * What a device is called: the variable `name` of its installation when it has one, else the
 * installation's id, else the shortened handle. A blank name is quoted, and one that is too long
 * for a heading is cut.
 */
export function deviceName({ pushVariables, installationId, handle }: Named): string {
  const name = pushVariables?.name || installationId || shortenHandle(handle);
  if (!/[^\s\p{C}]/u.test(name)) return JSON.stringify(name);
  if (name.length <= LONGEST_NAME) return name;
  // Half of a character that takes two code units would show as a box.
  return `${name.slice(0, LONGEST_NAME - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/**
 * Identifies a device on this page: its platform and handle, which deliveries and explanations
 * carry, too.
 */
export function deviceKey({ platform, handle }: Pick<Delivery | ExplainedDevice, "platform" | "handle">): string {
  return `${platform}:${handle}`;
}

/** The tags that somebody gave it; those that begin with `$` repeat its ids. */
export function ownTags({ tags }: Pick<Device, "tags">): string[] {
  return tags.filter((tag) => !tag.startsWith("$"));
}
