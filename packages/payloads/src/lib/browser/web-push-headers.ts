import { matching, oneOf, type Rule } from "../json/rule.js";

/** A duration as a header has it. */
export const wholeSeconds: Rule = matching("whole seconds, as text", /^\d+$/);

/** The values of the headers that a push service reads (RFC 8030 sections 5.2 to 5.4); in FCM's `webpush.headers` too. */
export const webPushHeaderRules = {
  TTL: wholeSeconds,
  Urgency: oneOf("very-low", "low", "normal", "high"),
  Topic: matching("1 to 32 letters, digits, - and _", /^[\w-]{1,32}$/),
};

const rulesByName = new Map<string, Rule>(
  Object.entries(webPushHeaderRules).map(([name, rule]) => [name.toLowerCase(), rule]),
);

/** @throws {PayloadError} for a value that a push service would refuse; other headers are left alone. */
export function checkWebPushHeaders(headers: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    rulesByName.get(name.toLowerCase())?.(value, { platform: "browser", field: `headers.${name}`, own: true });
  }
}
