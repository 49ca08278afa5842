import { perObject } from "../hub/per-object.js";
import type { Device } from "../hub/types.js";
import { platformLooks } from "../pictures/platform-names.js";
import { deviceName } from "./device-name.js";

/**
 * What a search looks at, in lower case; made once for each device, since ten thousand are searched
 * per keystroke.
 */
const textOf = perObject(
  ({ platform, handle, installationId, userId, tags, templates, expired, pushVariables }: Device): string =>
    [
      deviceName({ handle, installationId, pushVariables }),
      platform,
      platformLooks[platform].label,
      handle,
      installationId ?? "",
      userId === null ? "" : `user ${userId}`,
      ...tags,
      ...templates,
      expired ? "expired" : "",
    ]
      .join("\n")
      .toLowerCase(),
);

/** The devices that match every word. */
export function searchDevices(devices: readonly Device[], search: string): readonly Device[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return devices;
  return devices.filter((device) => {
    const text = textOf(device);
    return words.every((word) => text.includes(word));
  });
}

export type Grouping = "none" | "platform" | "user" | "tag";

/**
 * Devices by what they share, each group under its name; a device with several tags appears in
 * several groups.
 */
export function groupDevices(
  devices: readonly Device[],
  by: Grouping,
): readonly { readonly name: string; readonly devices: readonly Device[] }[] {
  if (by === "none") return [{ name: "", devices }];
  const groups = new Map<string, Device[]>();
  for (const device of devices) {
    for (const name of groupNames(device, by)) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [device]);
      else group.push(device);
    }
  }
  return [...groups].map(([name, members]) => ({ name, devices: members })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function groupNames({ platform, userId, tags }: Device, by: Exclude<Grouping, "none">): string[] {
  if (by === "platform") return [platformLooks[platform].label];
  if (by === "user") return [userId ?? "no user"];
  const own = tags.filter((tag) => !tag.startsWith("$"));
  return own.length === 0 ? ["no tag"] : own;
}
