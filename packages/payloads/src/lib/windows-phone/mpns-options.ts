import { invalidField } from "../errors.js";
import { mergeHeaders } from "../headers.js";
import { checkOptionNames } from "../options.js";

/** What the payload is for Windows Phone. */
export type MpnsType = "toast" | "tile" | "raw";

/** Headers of a request to MPNS, as options. */
export interface WindowsPhoneOptions {
  /** How long MPNS may wait before it delivers, in seconds: 0 (the default), 450 or 900. Becomes part of `X-NotificationClass`. */
  readonly delaySeconds?: 0 | 450 | 900 | undefined;
  /** `X-MessageID`: a UUID that MPNS repeats in its answer. Default: not sent. */
  readonly messageId?: string | undefined;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Notification class and target of each type, for immediate delivery (Notification Hubs REST "Send an MPNS native notification"). */
const facts: Readonly<Record<MpnsType, { readonly class: number; readonly target?: string }>> = {
  toast: { class: 2, target: "toast" },
  tile: { class: 1, target: "token" },
  raw: { class: 3 },
};
/** What is added to the class for each delay. */
const delays = new Map<number, number>([
  [0, 0],
  [450, 10],
  [900, 20],
]);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The headers of a notification of a known type.
 *
 * @throws {PayloadError} for an option out of its range, or a given class or target that contradicts the payload.
 */
export function mpnsHeaders(type: MpnsType, options: WindowsPhoneOptions): Record<string, string> {
  checkOptionNames("windowsphone", options, ["delaySeconds", "messageId", "headers"]);
  const offset = delays.get(options.delaySeconds ?? 0);
  if (offset === undefined) throw invalidField("windowsphone", "options.delaySeconds", "must be 0, 450 or 900");
  const { class: immediateClass, target } = facts[type];
  const headers: Record<string, string> = {};
  if (target !== undefined) headers["X-WindowsPhone-Target"] = target;
  headers["X-NotificationClass"] = String(immediateClass + offset);
  if (options.messageId !== undefined) {
    if (typeof options.messageId !== "string" || !uuid.test(options.messageId)) {
      throw invalidField("windowsphone", "options.messageId", "must be a UUID");
    }
    headers["X-MessageID"] = options.messageId;
  }
  refuseContradiction(headers, options.headers);
  return mergeHeaders(headers, options.headers);
}

function refuseContradiction(
  inferred: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>> | undefined,
): void {
  for (const [name, value] of Object.entries(given ?? {})) {
    const lowerCase = name.toLowerCase();
    if (lowerCase !== "x-windowsphone-target" && lowerCase !== "x-notificationclass") continue;
    const own = Object.entries(inferred).find(([key]) => key.toLowerCase() === lowerCase)?.[1];
    if (own === value) continue;
    const rule =
      own === undefined
        ? "must not be set for a raw notification"
        : `must be ${own}, as the payload and delaySeconds say; leave it out`;
    throw invalidField("windowsphone", `headers.${name}`, rule);
  }
}
