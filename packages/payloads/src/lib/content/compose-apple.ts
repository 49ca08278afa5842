import { apple } from "../apple/apple.js";
import type { AppleNotificationPayload, AppleOptions } from "../apple/types.js";
import { type Composition, type FieldReader, mergeOwn } from "./composition.js";
import type { PlatformContent } from "./types.js";

/** @param now The current time in milliseconds since 1970, for the expiration. */
export function composeApple(reader: FieldReader, own: PlatformContent["apple"], now: number): Composition {
  const { title, body, image, badge, sound, ttlSeconds, collapseKey, priority, silent } = reader.fields;
  const { options: ownOptions, ...ownPayload } = own ?? {};
  const alert = title === undefined && body === undefined ? undefined : { title, body };
  const payload: AppleNotificationPayload = silent
    ? { contentAvailable: true, data: reader.dataWith("link") }
    : {
        alert,
        badge,
        sound,
        // An extension of the app downloads the image; without this flag it is not started.
        mutableContent: image === undefined ? undefined : true,
        data: reader.dataWith("image", "link"),
      };
  if (silent) reader.note("priority", "A background push always has priority 5.");
  const options: AppleOptions = {
    priority: silent || priority === undefined ? undefined : priority === "high" ? 10 : 5,
    collapseId: collapseKey,
    expiration: expirationOf(ttlSeconds, now),
  };
  const notification = apple(mergeOwn(payload, ownPayload), mergeOwn(options, ownOptions));
  return { notification, notes: reader.notes };
}

function expirationOf(ttlSeconds: number | undefined, now: number): AppleOptions["expiration"] {
  if (ttlSeconds === undefined) return undefined;
  return ttlSeconds === 0 ? "once" : new Date(now + ttlSeconds * 1000);
}
