import { invalidField } from "../errors.js";
import { windowsPhoneRaw } from "../windows-phone/windows-phone.js";
import { type WindowsPhoneToast, windowsPhoneToast } from "../windows-phone/windows-phone-toast.js";
import { type Composition, type FieldReader, mergeOwn } from "./composition.js";
import type { PlatformContent } from "./types.js";

/** A toast; a silent content is a raw notification that holds the data as JSON. */
export function composeWindowsPhone(reader: FieldReader, own: PlatformContent["windowsPhone"]): Composition {
  const { options, ...ownToast } = own ?? {};
  reader.note("ttlSeconds", "Left out: MPNS takes no time to live.");
  reader.note("collapseKey", "Left out: MPNS replaces no earlier toast.");
  reader.note("priority", "Left out: MPNS knows no priorities.");
  if (reader.fields.silent) {
    const other = Object.keys(ownToast)[0];
    if (other !== undefined) {
      const rule = "has no place in a silent push, which is a raw notification; leave it out";
      throw invalidField("windowsphone", other, rule);
    }
    const text = JSON.stringify(reader.dataWith("link") ?? {});
    return { notification: windowsPhoneRaw(text, options), notes: reader.notes };
  }
  return { notification: windowsPhoneToast(mergeOwn(toastOf(reader), ownToast), options), notes: reader.notes };
}

function toastOf(reader: FieldReader): WindowsPhoneToast {
  const { title, body, link, data } = reader.fields;
  reader.note("image", "Left out: a toast of Windows Phone has no image.");
  reader.note("badge", "Left out: a toast sets no badge. Send windowsPhoneTile with a count beside it.");
  reader.note("sound", "Left out: a toast sent through MPNS plays the phone's own sound.");
  const isPage = link?.startsWith("/") ?? false;
  if (!isPage) reader.note("link", "Left out: a toast opens pages of the app, whose addresses begin with /.");
  const query = data === undefined ? "" : new URLSearchParams(data).toString();
  if (query === "") return { text1: title, text2: body, param: isPage ? link : undefined };
  reader.note("data", "The page gets it as a query string in the toast's param.");
  const page = isPage && link !== undefined ? link : "/";
  return { text1: title, text2: body, param: `${page}${page.includes("?") ? "&" : "?"}${query}` };
}
