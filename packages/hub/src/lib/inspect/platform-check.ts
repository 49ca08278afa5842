import {
  adm,
  apple,
  baidu,
  browser,
  fcmV1,
  gcm,
  isPayloadError,
  type NativePlatform,
  type Notification,
  windows,
  windowsPhone,
  windowsPhoneRaw,
  windowsRaw,
  xiaomi,
} from "@nh/payloads";

type Headers = Readonly<Record<string, string>>;

const builders: Readonly<Record<NativePlatform, (body: string, headers: Headers) => Notification>> = {
  apple: (body, headers) => apple(body, { headers }),
  fcmv1: (body) => fcmV1(body),
  gcm: (body) => gcm(body),
  windows: (body, headers) => (headers["x-wns-type"]?.toLowerCase() === "wns/raw" ? windowsRaw(body) : windows(body)),
  windowsphone: (body, headers) =>
    headers["x-notificationclass"]?.endsWith("3") === true ? windowsPhoneRaw(body) : windowsPhone(body),
  adm: (body) => adm(body),
  baidu: (body) => baidu(body),
  xiaomi: (body) => xiaomi(body),
  browser: (body) => browser(body),
};

/**
 * What a push platform may reject in a payload that the service accepts. Undefined when nothing is
 * known.
 */
export function platformComplaint(platform: NativePlatform, body: string, headers: Headers): string | undefined {
  try {
    builders[platform](body, headers);
  } catch (error) {
    if (isPayloadError(error)) return error.message;
    throw error;
  }
  if (platform === "windows" && headers["x-wns-type"] === undefined) {
    return "windows: WNS needs the header X-WNS-Type: wns/toast, wns/tile, wns/badge or wns/raw";
  }
  return undefined;
}
