import { shortenHandle } from "@nh/wire";
import type { Delivery, Device, ExplainedDevice } from "../hub/types.js";

type Named = Pick<Device, "handle" | "installationId"> & { readonly pushVariables?: Device["pushVariables"] };

/**
 * What a device is called: the variable `name` of its installation when it has one, else the
 * installation's id, else the shortened handle.
 */
export function deviceName({ pushVariables, installationId, handle }: Named): string {
  return pushVariables?.name || installationId || shortenHandle(handle);
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
