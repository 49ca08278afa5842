import { browser } from "../browser/browser.js";
import type { BrowserPayload } from "../browser/types.js";
import { type Composition, type FieldReader, mergeOwn } from "./composition.js";
import type { PlatformContent } from "./types.js";

/** What a push service takes as `Topic` (RFC 8030 section 5.4). */
const pushTopic = /^[\w-]{1,32}$/;

export function composeBrowser(reader: FieldReader, own: PlatformContent["browser"]): Composition {
  const { title, body, image, ttlSeconds, collapseKey, priority, silent } = reader.fields;
  const { options: ownOptions, ...ownPayload } = own ?? {};
  reader.note("badge", "Left out: the badge of a web notification is an image.");
  reader.note("sound", "Left out: a web notification names no sound.");
  const data = reader.dataWith("link");
  const payload: BrowserPayload = silent ? { data: data ?? {} } : { title, body, image, data, tag: collapseKey };
  const headers: Record<string, string> = {};
  if (ttlSeconds !== undefined) headers.TTL = String(ttlSeconds);
  if (priority !== undefined) headers.Urgency = priority;
  if (collapseKey !== undefined && pushTopic.test(collapseKey)) headers.Topic = collapseKey;
  else if (silent) reader.note("collapseKey", "Left out: a Topic has 1 to 32 letters, digits, - and _.");
  else reader.note("collapseKey", "It is the notification's tag only: a Topic has 1 to 32 letters, digits, - and _.");
  const options = mergeOwn(Object.keys(headers).length === 0 ? {} : { headers }, ownOptions);
  return { notification: browser(mergeOwn(payload, ownPayload), options), notes: reader.notes };
}
