import { buildNotification, isPayloadError, type NativePlatform } from "@nh/payloads";

type Headers = Readonly<Record<string, string>>;

/** What a push platform says of a payload that the service accepts. */
export interface PlatformComplaint {
  /** Why the platform refuses the payload. Undefined when it is not known to. */
  readonly refusal: string | undefined;
  /** What is probably not meant, although the platform takes it. */
  readonly warnings: readonly string[];
}

/** The complaints of a push platform, by the rules of its builder. */
export function platformComplaint(platform: NativePlatform, body: string, headers: Headers): PlatformComplaint {
  if (platform === "windows" && headers["x-wns-type"] === undefined) {
    const refusal = "windows: WNS needs the header X-WNS-Type: wns/toast, wns/tile, wns/badge or wns/raw";
    return { refusal, warnings: [] };
  }
  try {
    const { warnings } = buildNotification(platform, body, { headers });
    return { refusal: undefined, warnings: warnings.map(({ message }) => message) };
  } catch (error) {
    if (isPayloadError(error)) return { refusal: error.message, warnings: [] };
    throw error;
  }
}
