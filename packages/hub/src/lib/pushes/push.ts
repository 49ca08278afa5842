import { type BrowserHandle, type NativePlatform, platformFacts, utf8ByteLength } from "@nh/payloads";
import { isTemplateError, type RenderProperties } from "@nh/payloads/template";
import type { RegistrationTemplate } from "@nh/wire";
import {
  browserKeysOf,
  handleOf,
  platformOf,
  pushVariablesOf,
  type Reachable,
  tagsOf,
  templateOf,
} from "../devices/reachable.js";
import { expirySeconds, headersFor, type IncomingNotification } from "./incoming-notification.js";
import { renderBody, renderValue, type TemplateValues } from "./template-cache.js";

/** The recipient of a push. A direct send knows no registration. */
export interface Recipient {
  readonly platform: NativePlatform;
  readonly handle: string;
  readonly registrationId: string | null;
  readonly installationId: string | null;
  readonly tags: readonly string[];
  /** The keys of a browser, for which a real push is encrypted. */
  readonly keys?: BrowserKeys | undefined;
}

/** What a browser's subscription has besides its endpoint. */
export type BrowserKeys = Pick<BrowserHandle, "p256dh" | "auth">;

/** What a push platform gets for one recipient, and what it returns. */
export interface Push {
  readonly recipient: Recipient;
  readonly template: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Why the template could not be filled in. Nothing is pushed then. */
  readonly failure: string | undefined;
  /** `Success`, another outcome of the service's telemetry, or `Pending`. */
  readonly outcome: string;
  /** Whether the platform has declared the handle dead. */
  readonly handleDead: boolean;
  /** How late the push is, in milliseconds. */
  readonly delayMs: number;
}

export function recipientOf(reachable: Reachable): Recipient {
  const keys = browserKeysOf(reachable);
  return {
    platform: platformOf(reachable),
    handle: handleOf(reachable),
    registrationId: reachable.registrationId,
    installationId: reachable.installation?.document.installationId ?? null,
    tags: tagsOf(reachable),
    ...(keys === undefined ? {} : { keys }),
  };
}

/** The properties of a template send. */
export function readProperties(notification: IncomingNotification): RenderProperties {
  const given = Object.entries(JSON.parse(notification.body) as Readonly<Record<string, unknown>>);
  // Not by assignment, which would lose a property with the name __proto__.
  return Object.fromEntries(
    given
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** The headers that every recipient of a native send gets. */
export function nativeHeaders(platform: NativePlatform, notification: IncomingNotification): Push["headers"] {
  return withPushType(platform, headersFor(platform, notification), notification.body);
}

export function nativePush(recipient: Recipient, headers: Push["headers"], body: string): Push {
  return push(recipient, null, headers, body);
}

/**
 * A template push: the recipient's own template, filled in with the properties of the send and the
 * variables of the device.
 */
export function templatePush(
  notification: IncomingNotification,
  reachable: Reachable,
  properties: RenderProperties,
): Push {
  const recipient = recipientOf(reachable);
  const template = templateOf(reachable);
  if (template === undefined) {
    return failedPush(recipient, "", "The registration has no template.");
  }
  const name = template.name ?? "";
  const values: TemplateValues = { properties, pushVariables: pushVariablesOf(reachable) };
  try {
    const body = renderBody(template.body, values);
    const headers = { ...templateHeaders(template, values), ...headersFor(recipient.platform, notification) };
    const filled = push(recipient, name, withPushType(recipient.platform, headers, body), body);
    return isTooLarge(recipient.platform, body) ? { ...filled, outcome: "InvalidNotificationSize" } : filled;
  } catch (error) {
    if (!isTemplateError(error)) throw error;
    return failedPush(recipient, name, error.message);
  }
}

/**
 * A send is checked when it is accepted; what a template makes of it only its platform can refuse.
 */
function isTooLarge(platform: NativePlatform, body: string): boolean {
  const limit = platformFacts[platform].bodyLimitBytes;
  // A UTF-16 unit takes three bytes at most, so that most bodies need no counting.
  return body.length * 3 > limit && utf8ByteLength(body) > limit;
}

function push(recipient: Recipient, template: string | null, headers: Push["headers"], body: string): Push {
  return { recipient, template, headers, body, failure: undefined, outcome: "Success", handleDead: false, delayMs: 0 };
}

function failedPush(recipient: Recipient, template: string, failure: string): Push {
  return { ...push(recipient, template, {}, ""), failure, outcome: "InvalidNotificationFormat" };
}

function templateHeaders(template: RegistrationTemplate, values: TemplateValues): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(template.headers ?? {}))
    headers[name.toLowerCase()] = renderValue(value, values);
  if (template.expiry !== undefined && template.expiry !== "") {
    const seconds = expirySeconds(renderValue(template.expiry, values));
    if (seconds !== undefined) headers["apns-expiration"] = String(seconds);
  }
  if (template.priority !== undefined && template.priority !== "") {
    headers["apns-priority"] = renderValue(template.priority, values);
  }
  if (template.messageType !== undefined && template.messageType !== "") {
    headers["x-baidu-message-type"] = template.messageType;
  }
  return headers;
}

/** Most sends have no headers of their own and can share these. */
const pushTypeAlone = {
  alert: Object.freeze({ "apns-push-type": "alert" }),
  background: Object.freeze({ "apns-push-type": "background" }),
} as const;

/**
 * APNs has required a push type since iOS 13. When the sender gives none, the hub infers alert or
 * background (Azure, "iOS 13 updates").
 */
function withPushType(
  platform: NativePlatform,
  headers: Readonly<Record<string, string>>,
  body: string,
): Readonly<Record<string, string>> {
  if (platform !== "apple" || headers["apns-push-type"] !== undefined) return headers;
  const pushType = isBackground(body) ? "background" : "alert";
  for (const _name in headers) return { ...headers, "apns-push-type": pushType };
  return pushTypeAlone[pushType];
}

function isBackground(body: string): boolean {
  if (!body.includes("content-available")) return false;
  try {
    const { aps } = JSON.parse(body) as { aps?: Record<string, unknown> };
    if (typeof aps !== "object" || aps === null) return false;
    const silent = aps.alert === undefined && aps.badge === undefined && aps.sound === undefined;
    return silent && Number(aps["content-available"]) === 1;
  } catch {
    return false;
  }
}
