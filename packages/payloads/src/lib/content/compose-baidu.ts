import { baidu } from "../baidu/baidu.js";
import type { BaiduPayload } from "../baidu/types.js";
import { type Composition, type FieldReader, mergeOwn } from "./composition.js";
import type { PlatformContent } from "./types.js";

export function composeBaidu(reader: FieldReader, own: PlatformContent["baidu"]): Composition {
  const { title, body, link, silent } = reader.fields;
  const { options: ownOptions, ...ownPayload } = own ?? {};
  reader.note("image", "Left out: Baidu's messages have no image.");
  reader.note("badge", "Left out: Baidu's messages set no badge on Android.");
  reader.note("sound", "Left out: Baidu's messages name no sound on Android.");
  reader.note("ttlSeconds", "Left out: no source says how the hub passes it to Baidu.");
  reader.note("collapseKey", "Left out: no source says how the hub passes it to Baidu.");
  reader.note("priority", "Left out: Baidu's messages have no priority.");
  const opensPage = !silent && link !== undefined && /^https?:/i.test(link);
  const payload: BaiduPayload = silent
    ? { customContent: reader.dataWith("link") }
    : {
        // Baidu demands a description; a title alone takes its place.
        title: body === undefined ? undefined : title,
        description: body ?? title,
        openType: opensPage ? 1 : undefined,
        url: opensPage ? link : undefined,
        customContent: opensPage ? reader.dataWith() : reader.dataWith("link"),
      };
  const options = mergeOwn({ messageType: silent ? (0 as const) : (1 as const) }, ownOptions);
  return { notification: baidu(mergeOwn(payload, ownPayload), options), notes: reader.notes };
}
