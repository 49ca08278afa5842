import { fcmV1 } from "../fcm-v1/fcm-v1.js";
import type { FcmV1Message } from "../fcm-v1/types.js";
import { gcm } from "../gcm/gcm.js";
import type { GcmPayload } from "../gcm/types.js";
import { type Composition, type FieldReader, mergeOwn } from "./composition.js";
import type { PlatformContent } from "./types.js";

export function composeFcmV1(reader: FieldReader, own: PlatformContent["fcmV1"]): Composition {
  const { title, body, image, badge, sound, ttlSeconds, collapseKey, priority, silent } = reader.fields;
  const { options, ...ownMessage } = own ?? {};
  const android = compact({
    collapseKey,
    priority: priority === undefined ? undefined : priority === "high" ? ("HIGH" as const) : ("NORMAL" as const),
    ttl: ttlSeconds === undefined ? undefined : { seconds: ttlSeconds },
    notification: compact({ sound, notificationCount: badge }),
  });
  const message: FcmV1Message = {
    notification: silent ? undefined : compact({ title, body, image }),
    data: reader.dataWith("link"),
    android,
  };
  return { notification: fcmV1(mergeOwn(message, ownMessage), options), notes: reader.notes };
}

export function composeGcm(reader: FieldReader, own: PlatformContent["gcm"]): Composition {
  const { title, body, image, sound, ttlSeconds, collapseKey, priority, silent } = reader.fields;
  const { options, ...ownPayload } = own ?? {};
  const payload: GcmPayload = {
    notification: silent ? undefined : compact({ title, body, image, sound }),
    data: reader.dataWith("link"),
    collapseKey,
    priority,
    timeToLive: ttlSeconds,
  };
  reader.note("badge", "Left out: the legacy interface of Firebase sets a badge on Apple devices only.");
  return { notification: gcm(mergeOwn(payload, ownPayload), options), notes: reader.notes };
}

/** The object without its undefined properties, or nothing when none is left. */
function compact<T extends object>(object: T): T | undefined {
  return Object.values(object).some((value) => value !== undefined) ? object : undefined;
}
