import { adm } from "./adm/adm.js";
import { apple } from "./apple/apple.js";
import { ArgumentError } from "./argument-error.js";
import { baidu } from "./baidu/baidu.js";
import { browser } from "./browser/browser.js";
import type { BuilderOptions } from "./builder-options.js";
import { fcmV1 } from "./fcm-v1/fcm-v1.js";
import { gcm } from "./gcm/gcm.js";
import { headerValue } from "./headers.js";
import { refuse } from "./json/place.js";
import { isPlainObject } from "./json/rule.js";
import type { BuiltNotification } from "./notification.js";
import { isPlatform, type Platform, platforms } from "./platforms.js";
import { type TemplateProperties, template } from "./template/template.js";
import { windows } from "./windows/windows.js";
import { windowsRaw } from "./windows/windows-raw.js";
import { windowsPhone, windowsPhoneRaw } from "./windows-phone/windows-phone.js";
import { withoutByteOrderMark } from "./without-byte-order-mark.js";
import { xiaomi } from "./xiaomi/xiaomi.js";

type Builder = (text: string, options: BuilderOptions) => BuiltNotification;

const builders: Readonly<Record<Platform, Builder>> = {
  apple,
  fcmv1: fcmV1,
  gcm,
  windows: (text, options) => (isRaw("X-WNS-Type", /raw$/i, text, options) ? windowsRaw : windows)(text, options),
  windowsphone: (text, options) =>
    (isRaw("X-NotificationClass", /3$/, text, options) ? windowsPhoneRaw : windowsPhone)(text, options),
  adm,
  baidu,
  xiaomi,
  browser,
  template: (text, options) => template(readProperties(text), options),
};

/**
 * The notification of any platform from its own document: what the builder of the platform makes of
 * a string. For Windows and Windows Phone it is raw where the header of the type says so, or where
 * there is no such header and the string is no XML. For a template it is the JSON object of its
 * properties. Brings the builders of all platforms along; one platform alone has its own.
 *
 * @example
 * buildNotification("apple", '{"aps":{"alert":"Order 7"}}', { strict: true });
 * @throws {PayloadError} NH_PAYLOAD_INVALID or NH_PAYLOAD_TOO_LARGE, as the builder does.
 * @throws {ArgumentError} when the platform is unknown, the document is not a string, or the
 * options are not an object.
 */
export function buildNotification(platform: Platform, text: string, options: BuilderOptions = {}): BuiltNotification {
  if (!isPlatform(platform)) {
    throw new ArgumentError("buildNotification", "platform", `must be one of ${platforms.join(", ")}`);
  }
  return builders[platform](text, options);
}

function isRaw(header: string, raw: RegExp, text: string, { headers = {} }: BuilderOptions): boolean {
  const type = headerValue(headers, header);
  return type === undefined ? !/^[\s\ufeff]*</.test(text) : raw.test(type);
}

function readProperties(text: string): TemplateProperties {
  let properties: unknown;
  let cause: unknown;
  try {
    properties = JSON.parse(withoutByteOrderMark(text));
  } catch (error) {
    cause = error;
  }
  if (isPlainObject(properties)) return properties as TemplateProperties;
  const rule = 'must be a JSON object of strings, such as {"greeting_en":"Hello"}';
  return refuse({ platform: "template", field: "" }, rule, { cause });
}
