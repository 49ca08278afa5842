import type { NativePlatform } from "@nh/payloads";
import type { InstallationPlatform } from "@nh/wire";
import type { Reachable } from "./reachable.js";

/**
 * Where the registrations of a platform are in a list. The first six are recorded (23 of 23 lists).
 * The last three are newer than the recordings, and inferred.
 */
const ranks: Readonly<Record<NativePlatform | InstallationPlatform, number>> = {
  windows: 0,
  wns: 0,
  apple: 1,
  apns: 1,
  windowsphone: 2,
  mpns: 2,
  gcm: 3,
  adm: 4,
  baidu: 5,
  fcmv1: 6,
  browser: 7,
  xiaomi: 8,
};

/** A place in a list: that of a registration, which may be gone meanwhile. */
export interface ListPosition {
  readonly rank: number;
  readonly registrationId: string;
}

/** The place of a registration. */
export function positionOf({ registrationId, stored, installation }: Reachable): ListPosition {
  const platform = stored === undefined ? installation.document.platform : stored.registration.platform;
  return { rank: ranks[platform], registrationId };
}

/** Compares by platform, and then by the number of the id. */
export function comparePositions(left: Reachable, right: Reachable): number {
  return keyOf(left) - keyOf(right) || compareIds(left.registrationId, right.registrationId);
}

/** The index of the first registration of a sorted list that is at a position or behind it. */
export function indexOfPosition(sorted: readonly Reachable[], position: ListPosition): number {
  const key = keyOfPosition(position);
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle];
    if (at === undefined) break;
    const order = keyOf(at) - key || compareIds(at.registrationId, position.registrationId);
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A position as unreserved characters, because clients encode it once, twice or not at all. */
export function writePosition({ rank, registrationId }: ListPosition): string {
  const bytes = new TextEncoder().encode(`${rank} ${registrationId}`);
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Undefined for what {@link writePosition} does not write. */
export function readPosition(text: string): ListPosition | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    const match = /^(\d) (.+)$/s.exec(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    return match === null ? undefined : { rank: Number(match[1]), registrationId: match[2] ?? "" };
  } catch {
    return undefined;
  }
}

/** Bits for the first number of an id, which has up to 19 digits. */
const BITS_OF_NUMBER = 64;
/** Where ids without a number are: behind every number, and within the bits. */
const WITHOUT_NUMBER = 1.5e19;

function keyOf(reachable: Reachable): number {
  reachable.knownListKey ??= keyOfPosition(positionOf(reachable));
  return reachable.knownListKey;
}

/**
 * The platform and the first number of the id in one number, so that a million registrations are
 * sorted quickly. The platform is in the exponent, so that short numbers stay exact. Long ones are
 * rounded, so equal keys say nothing.
 */
function keyOfPosition({ rank, registrationId }: ListPosition): number {
  const first = /^\d{1,19}(?=-)/.exec(registrationId)?.[0];
  return (first === undefined ? WITHOUT_NUMBER : Number(first) + 1) * 2 ** (BITS_OF_NUMBER * rank);
}

/** Ids that a client has chosen may be anything. Those without numbers come last. */
function compareIds(left: string, right: string): number {
  const [own, other] = [numbersOf(left), numbersOf(right)];
  if (own === undefined || other === undefined) {
    if (own === undefined && other === undefined) return left < right ? -1 : left > right ? 1 : 0;
    return own === undefined ? 1 : -1;
  }
  for (const [index, number] of own.entries()) {
    const against = other[index] ?? -1n;
    if (number !== against) return number < against ? -1 : 1;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}

function numbersOf(id: string): bigint[] | undefined {
  return /^\d{1,19}(?:-\d{1,19}){2}$/.test(id) ? id.split("-").map(BigInt) : undefined;
}
