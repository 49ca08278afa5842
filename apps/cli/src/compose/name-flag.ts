import { isPayloadError, PayloadError } from "@nh/payloads";

/** The option behind a field of a notification, by the last names in the path of the field. */
const flags: readonly (readonly [field: RegExp, flag: string])[] = [
  [/^headers\./, "--header"],
  [/(^|\.)data(\.|\[|$)|^custom_content/, "--data"],
  [/(^|\.)(expiration|ttl|ttlSeconds|time_to_live|timeToLive|expiresAfter)$/, "--ttl"],
  [/(^|\.)(tag|collapseId|collapseKey|collapse_key|consolidationKey)$/, "--collapse"],
  [/(^|\.)(badge|value|count|notification_count|notificationCount)$/, "--badge"],
  [/^options\.pushType$/, "--push-type"],
  [/(^|\.)priority$/, "--priority"],
  [/(^|\.)(launch|param)$/, "--link"],
  [/(^|\.)channel_?[iI]d$/, "--channel"],
];

/**
 * Composes a notification from options. A builder refuses a field by its name in the payload, which
 * the user never wrote; the error then also names the option.
 */
export function namingFlags<T>(compose: () => T): T {
  try {
    return compose();
  } catch (error) {
    if (!isPayloadError(error) || error.code !== "NH_PAYLOAD_INVALID") throw error;
    const { code, platform, field, rule, limit, size } = error;
    const flag = flags.find(([pattern]) => pattern.test(field))?.[1];
    if (flag === undefined) throw error;
    throw new PayloadError({ code, platform, field, rule: `${rule}; ${flag} sets it`, limit, size, cause: error });
  }
}
