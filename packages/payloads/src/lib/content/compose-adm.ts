import { adm } from "../adm/adm.js";
import type { AdmPayload } from "../adm/types.js";
import { type Composition, type FieldReader, mergeOwn } from "./composition.js";
import type { PlatformContent } from "./types.js";

export function composeAdm(reader: FieldReader, own: PlatformContent["adm"]): Composition {
  const { title, body, image, badge, sound, ttlSeconds, collapseKey, priority, silent } = reader.fields;
  const { options, ...ownPayload } = own ?? {};
  if (ttlSeconds === 0) reader.note("ttlSeconds", "ADM keeps a message for 1 second at least, so it is 1.");
  const payload: AdmPayload = {
    notification: silent ? undefined : { title, body, image, sound, notificationCount: badge },
    data: reader.dataWith("link") ?? (silent ? {} : undefined),
    consolidationKey: collapseKey,
    expiresAfter: ttlSeconds === 0 ? 1 : ttlSeconds,
    priority,
  };
  return { notification: adm(mergeOwn(payload, ownPayload), options), notes: reader.notes };
}
