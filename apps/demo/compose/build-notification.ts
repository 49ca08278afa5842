import {
  adm,
  apple,
  baidu,
  browser,
  fcmV1,
  gcm,
  type Notification,
  PayloadError,
  type Platform,
  template,
  windows,
  windowsPhone,
  windowsPhoneRaw,
  windowsRaw,
  xiaomi,
} from "@nh/payloads";

/**
 * The builder of each platform for a payload string. For Windows, a payload that is not XML is a
 * raw push.
 */
const builders: Readonly<Record<Platform, (payload: string) => Notification>> = {
  apple,
  fcmv1: fcmV1,
  gcm,
  windows: (payload) => (looksLikeXml(payload) ? windows(payload) : windowsRaw(payload)),
  windowsphone: (payload) => (looksLikeXml(payload) ? windowsPhone(payload) : windowsPhoneRaw(payload)),
  adm,
  baidu,
  xiaomi,
  browser,
  template: (payload) => template(readProperties(payload)),
};

/**
 * Builds the notification from a composed payload.
 *
 * @throws {PayloadError} when the platform would refuse it or show nothing.
 */
export function buildNotification(platform: Platform, payload: string): Notification {
  return builders[platform](payload);
}

function looksLikeXml(payload: string): boolean {
  return payload.trimStart().startsWith("<");
}

/** The builder takes the properties as an object, and checks that each is a string. */
function readProperties(payload: string): Record<string, string> {
  let properties: unknown;
  let cause: unknown;
  try {
    properties = JSON.parse(payload);
  } catch (error) {
    cause = error;
  }
  if (typeof properties === "object" && properties !== null && !Array.isArray(properties)) {
    return properties as Record<string, string>;
  }
  const rule = 'must be a JSON object with string values, such as {"greeting_en":"Hello"}';
  throw new PayloadError({ code: "NH_PAYLOAD_INVALID", platform: "template", field: "", rule, cause });
}
