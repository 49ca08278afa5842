import { invalidField } from "../errors.js";
import type { WindowsToast } from "../windows/toast-content.js";
import { windowsRaw } from "../windows/windows-raw.js";
import { windowsToast } from "../windows/windows-toast.js";
import { isLabel, labelForm, type WindowsOptions } from "../windows/wns-options.js";
import { type Composition, type FieldReader, mergeOwn } from "./composition.js";
import type { PlatformContent } from "./types.js";

/** Windows plays its own sounds and those of the app's package ("Toast audio", attribute `src`). */
const windowsSound = /^ms-(winsoundevent:|appx:|resource:)/;

/** A toast; a silent content is a raw notification that holds the data as JSON. */
export function composeWindows(reader: FieldReader, own: PlatformContent["windows"]): Composition {
  const { options: ownOptions, ...ownToast } = own ?? {};
  const options = mergeOwn(windowsOptions(reader), ownOptions);
  if (reader.fields.silent) {
    const other = Object.keys(ownToast)[0];
    if (other !== undefined) {
      throw invalidField("windows", other, "has no place in a silent push, which is a raw notification; leave it out");
    }
    const text = JSON.stringify(reader.dataWith("link") ?? {});
    return { notification: windowsRaw(text, options), notes: reader.notes };
  }
  return { notification: windowsToast(mergeOwn(toastOf(reader), ownToast), options), notes: reader.notes };
}

function toastOf(reader: FieldReader): WindowsToast {
  const { title, body, image, link, sound, data } = reader.fields;
  reader.note("badge", "Left out: a toast sets no badge. Send windowsBadge beside it.");
  const playsSound = sound !== undefined && windowsSound.test(sound);
  if (!playsSound && sound !== "default") {
    reader.note("sound", "Left out: Windows plays sounds named ms-winsoundevent:, ms-appx: or ms-resource: only.");
  }
  if (link !== undefined) reader.note("data", "Left out: the toast carries the link in its place.");
  else reader.note("data", "The app gets it as a query string in the toast's launch.");
  return {
    texts: [title, body].filter((text) => text !== undefined),
    images: image === undefined ? undefined : [{ src: image, placement: "hero" }],
    audio: playsSound ? { src: sound } : undefined,
    // A link is opened by its protocol; without one the app itself reads what the toast carries.
    activationType: link === undefined ? undefined : "protocol",
    launch: link ?? (data === undefined ? undefined : new URLSearchParams(data).toString()),
  };
}

function windowsOptions(reader: FieldReader): WindowsOptions {
  const { ttlSeconds, collapseKey, priority } = reader.fields;
  const fits = collapseKey !== undefined && isLabel(collapseKey);
  if (!fits) reader.note("collapseKey", `Left out: a WNS tag has ${labelForm}.`);
  return {
    ttlSeconds,
    tag: fits ? collapseKey : undefined,
    priority: priority === undefined ? undefined : priority === "high" ? "high" : "medium",
  };
}
