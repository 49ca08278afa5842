import { type DeviceHandle, withUrlSafeKeys } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { isIterable } from "../is-iterable.js";
import { type DeviceAudience, type DevicesAudience, kind, seal } from "./audience.js";
import { noAudience, tooManyDevices } from "./audience-error.js";
import { checkHandle } from "./check-handle.js";

/** Most handles that one request takes, from the REST reference on batch sends. */
const MAX_BATCH_HANDLES = 1000;

/**
 * One device, by its handle. The keys of a browser may be in standard base64: they are sent in
 * base64url.
 *
 * @throws {AudienceError} when the handle is empty or cannot be part of a header.
 * @throws {ArgumentError} when it is neither a string nor a browser's subscription.
 */
export function device(handle: DeviceHandle): DeviceAudience {
  if (typeof handle === "string") return seal({ [kind]: "device" as const, handle: checkHandle("device", handle) });
  if (typeof handle !== "object" || handle === null) {
    throw new ArgumentError("device", "handle", "must be a string, or { endpoint, p256dh, auth } for a browser");
  }
  const { endpoint, p256dh, auth } = withUrlSafeKeys(handle);
  for (const part of [endpoint, p256dh, auth]) checkHandle("device", part);
  return seal({ [kind]: "device" as const, handle: Object.freeze({ endpoint, p256dh, auth }) });
}

/**
 * Up to 1,000 devices, by their handles. For more, use `sendToDevices`.
 *
 * @throws {AudienceError} when there is no handle, an empty one, or more than 1,000.
 * @throws {ArgumentError} when it is not an iterable of strings.
 */
export function devices(handles: Iterable<string>): DevicesAudience {
  if (!isIterable(handles)) {
    throw new ArgumentError(
      "devices",
      "handles",
      "must be an iterable of strings. For one device write device(handle)",
    );
  }
  const list: string[] = [];
  for (const handle of handles) {
    if (list.length === MAX_BATCH_HANDLES) throw tooManyDevices("devices", `more than ${MAX_BATCH_HANDLES} handles`);
    if (typeof handle !== "string") {
      throw new ArgumentError("devices", "handles", `must hold strings; number ${list.length + 1} is not`);
    }
    list.push(checkHandle("devices", handle));
  }
  if (list.length === 0) throw noAudience("devices", "The list of handles is empty");
  return seal({ [kind]: "devices" as const, handles: Object.freeze(list) });
}
