import { xiaomi } from "../xiaomi/xiaomi.js";
import { type Composition, type FieldReader, mergeOwn } from "./composition.js";
import type { PlatformContent } from "./types.js";

export function composeXiaomi(reader: FieldReader, own: PlatformContent["xiaomi"]): Composition {
  const { title, body } = reader.fields;
  const { options, ...ownPayload } = own ?? {};
  for (const field of ["image", "badge", "sound", "ttlSeconds", "collapseKey", "priority", "silent"] as const) {
    reader.note(field, "Left out: no source says how the hub passes it to Xiaomi.");
  }
  reader.note("data", "The app gets it as JSON in payload.");
  const data = reader.dataWith("link");
  const payload = { title, description: body, payload: data === undefined ? undefined : JSON.stringify(data) };
  return { notification: xiaomi(mergeOwn(payload, ownPayload), options), notes: reader.notes };
}
