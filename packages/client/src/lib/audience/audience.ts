import type { DeviceHandle } from "@nh/wire";

/**
 * What tells the audiences apart. A registered symbol cannot come out of parsed JSON, so no request
 * body can turn into a broadcast.
 */
export const kind: unique symbol = Symbol.for("@nh/client/audience");

const registry = Symbol.for("@nh/client/audiences");

/**
 * Everything that the functions for audiences have made, in all copies of this package that a
 * program has loaded. A proxy that claims every property is not among them, nor is a spread copy.
 */
function made(): WeakSet<object> {
  const holder = globalThis as { [registry]?: WeakSet<object> };
  holder[registry] ??= new WeakSet();
  return holder[registry];
}

/** Freezes an audience and records that it was made here. */
export function seal<Made extends object>(audience: Made): Made {
  made().add(audience);
  return Object.freeze(audience);
}

/** Whether a value was made by one of the functions for audiences. */
export function isSealed(value: unknown): value is Everyone | TagAudience | DeviceAudience | DevicesAudience {
  return typeof value === "object" && value !== null && made().has(value);
}

/** Every device of the platform. */
export interface Everyone {
  readonly [kind]: "everyone";
}

/** The devices whose tags satisfy an expression. */
export interface TagAudience {
  readonly [kind]: "tags";
  /** The expression, as it is sent. */
  readonly expression: string;
}

/** One device, addressed by the handle that its platform issued. It need not be registered. */
export interface DeviceAudience {
  readonly [kind]: "device";
  readonly handle: DeviceHandle;
}

/** Up to 1,000 devices, addressed by their handles. */
export interface DevicesAudience {
  readonly [kind]: "devices";
  readonly handles: readonly string[];
}

/**
 * Whom to send to. A string is a tag expression, which is sent as written; an iterable of strings
 * means "any of these tags". There is no default: to reach everybody, say `everyone()`.
 */
export type Audience = string | Iterable<string> | Everyone | TagAudience | DeviceAudience | DevicesAudience;

/** What the combinators take: a tag or an expression as a string, or another combination. */
export type TagOperand = string | TagAudience;
