import { buildNotification, isPayloadError, type NativePlatform } from "@nh/payloads";
import type { LateNote } from "../http/request-log.js";
import type { Push } from "../pushes/push.js";
import type { PushList } from "../pushes/push-list.js";

/** How many pushes of a send are checked for its remark. */
const CHECKED_PUSHES = 10;

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

/**
 * The outcome of a push in a test send. The local platform takes whatever the service takes, but a
 * test send must not succeed where the real platform would refuse the push.
 */
export function outcomeOnPlatform({ recipient, body, headers, outcome }: Push): string {
  if (outcome !== "Success") return outcome;
  const { refusal } = platformComplaint(recipient.platform, body, headers);
  return refusal === undefined ? outcome : "InvalidNotificationFormat";
}

/**
 * Finds the first push of a send that counts as a success although its platform would refuse it.
 * Checking costs more than a small send, so it waits until somebody looks, and is done once.
 */
export function remarkOnRefusal(pushes: PushList): LateNote {
  let payloads = pushes.payloads(CHECKED_PUSHES);
  let remark: string | undefined;
  return {
    length: payloads.reduce((sum, { body }) => sum + body.length, 0),
    text() {
      for (const { platform, body, headers } of payloads) {
        const { refusal } = platformComplaint(platform, body, headers);
        if (refusal === undefined) continue;
        remark = `A push platform would refuse this payload: ${refusal}. A test send reports that, and any other send counts it as Success.`;
        break;
      }
      payloads = [];
      return remark;
    },
  };
}
