import { ArgumentError } from "../argument-error.js";
import { isPlatform, type Platform, platforms } from "../platforms.js";
import { checkFields, checkOwn } from "./check-content.js";
import { composeAdm } from "./compose-adm.js";
import { composeApple } from "./compose-apple.js";
import { composeBaidu } from "./compose-baidu.js";
import { composeBrowser } from "./compose-browser.js";
import { composeFcmV1, composeGcm } from "./compose-firebase.js";
import { composeTemplate } from "./compose-template.js";
import { composeWindows } from "./compose-windows.js";
import { composeWindowsPhone } from "./compose-windows-phone.js";
import { composeXiaomi } from "./compose-xiaomi.js";
import { type Composition, FieldReader } from "./composition.js";
import { contentBrand } from "./is-content.js";
import type { Content, ContentFields, PlatformContent } from "./types.js";

/** Options of {@link content}. */
export interface ContentOptions {
  /**
   * The current time in milliseconds since 1970, from which `ttlSeconds` counts. Default:
   * `Date.now`.
   */
  readonly now?: (() => number) | undefined;
}

const composers: Readonly<
  Record<Platform, (reader: FieldReader, own: PlatformContent, now: () => number) => Composition>
> = {
  apple: (reader, own, now) => composeApple(reader, own.apple, now()),
  fcmv1: (reader, own) => composeFcmV1(reader, own.fcmV1),
  gcm: (reader, own) => composeGcm(reader, own.gcm),
  windows: (reader, own) => composeWindows(reader, own.windows),
  windowsphone: (reader, own) => composeWindowsPhone(reader, own.windowsPhone),
  adm: (reader, own) => composeAdm(reader, own.adm),
  baidu: (reader, own) => composeBaidu(reader, own.baidu),
  xiaomi: (reader, own) => composeXiaomi(reader, own.xiaomi),
  browser: (reader, own) => composeBrowser(reader, own.browser),
  template: (reader, own) => composeTemplate(reader, own.template),
};

/**
 * One message for every platform. You write title, body and the rest once; `for` turns them into
 * the notification of a platform, and `notes` says what that platform leaves out.
 *
 * @param own What only one platform has, merged into what the fields become there.
 * @throws {ArgumentError} for a field that is unknown or of the wrong kind.
 * @example
 * const news = content(
 *   { title: "Goal!", body: "1 : 0", link: "app://match/7", priority: "high" },
 *   { apple: { interruptionLevel: "time-sensitive" } },
 * );
 * news.for("apple").body; // {"aps":{"alert":{"title":"Goal!","body":"1 : 0"}, …
 * news.notes("windows"); // what a toast has no place for
 */
export function content(fields: ContentFields, own: PlatformContent = {}, options: ContentOptions = {}): Content {
  const { now = Date.now } = options;
  const checked = checkFields(fields);
  const checkedOwn = checkOwn(own);
  const compose = (platform: Platform): Composition => {
    if (!isPlatform(platform)) {
      const given = typeof platform === "string" ? JSON.stringify((platform as string).slice(0, 40)) : typeof platform;
      throw new ArgumentError("content", "platform", `must be one of ${platforms.join(", ")}, not ${given}`);
    }
    return composers[platform](new FieldReader(platform, checked), checkedOwn, now);
  };
  const made: Content = {
    for: (platform) => compose(platform).notification,
    notes: (platform) => Object.freeze([...compose(platform).notes]),
  };
  return Object.freeze(Object.assign(made, { [contentBrand]: true as const }));
}
