/**
 * Makes the identifiers of the service in their recorded shapes. All randomness of a hub goes
 * through it, so a seed determines every id.
 */
export interface Identifiers {
  /** A GUID of version 4. */
  guid(): string;
  /** 32 hexadecimal digits. */
  hex32(): string;
  /** `NH-yyyyMMddHHmmssfff-{32 hex}-{2 digits}`, recorded in 2022 and 2023. */
  notificationId(atMs: number): string;
  /**
   * `{32 hex}_{yyyyMMddHHmmss}_{8 digits}_{2 digits}_QNHQueue{32 hex}-S{17 digits}`, the only
   * recorded shape, from 2018.
   */
  scheduledId(atMs: number): string;
  /** Two numbers of up to 63 bits and a partition from 1 to 3. */
  registrationId(): string;
  /**
   * Ticks that count down, so that the newest job sorts first, followed by a GUID without a
   * separator.
   */
  jobId(atMs: number): string;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  random(): number;
}

const TICKS_PER_MS = 10_000n;
const TICKS_AT_1970 = 621_355_968_000_000_000n;
const MAX_TICKS = 3_155_378_975_999_999_999n;

/**
 * The two hexadecimal digits of every byte. Every response needs ids, and looking digits up is
 * several times faster than formatting them.
 */
const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const hexOf = (byte: number): string => bytes[byte] ?? "00";

export function createIdentifiers(random: () => number): Identifiers {
  const word = (): number => Math.floor(random() * 0x1_0000_0000) >>> 0;
  const hex8 = (): string => {
    const value = word();
    return `${hexOf(value >>> 24)}${hexOf((value >>> 16) & 0xff)}${hexOf((value >>> 8) & 0xff)}${hexOf(value & 0xff)}`;
  };
  const hex32 = (): string => hex8() + hex8() + hex8() + hex8();
  const digits = (count: number): string => {
    let text = "";
    while (text.length < count) text += String(Math.floor(random() * 1e8)).padStart(8, "0");
    return text.slice(0, count);
  };
  const hex4 = (value: number): string => hexOf((value >>> 8) & 0xff) + hexOf(value & 0xff);
  const guid = (): string => {
    const [second, third] = [word(), word()];
    const version = (second & 0x0fff) | 0x4000;
    const variant = ((third >>> 16) & 0x3fff) | 0x8000;
    return `${hex8()}-${hex4(second >>> 16)}-${hex4(version)}-${hex4(variant)}-${hex4(third)}${hex8()}`;
  };
  return {
    guid,
    hex32,
    random,
    notificationId: (atMs) => `NH-${timestamp(atMs, 17)}-${hex32()}-${digits(2)}`,
    scheduledId: (atMs) =>
      `${hex32()}_${timestamp(atMs, 14)}_${digits(8)}_${digits(2)}_QNHQueue${hex32()}-S${digits(17)}`,
    registrationId: () => formatRegistrationId(word() & 0x7fffffff, word(), word() & 0x7fffffff, word(), word()),
    jobId: (atMs) => `${MAX_TICKS - (TICKS_AT_1970 + BigInt(Math.floor(atMs)) * TICKS_PER_MS)}${guid()}`,
  };
}

/**
 * The id of the registration that an installation makes for itself or for one of its templates and
 * tiles. It is a hash instead of a random number, so it stays the same through every write and
 * restart without being stored.
 */
export function installationRegistrationId(installationId: string, part: string): string {
  const text = `${installationId}\n${part}`;
  const first = hash53(text, 0x9e3779b9);
  const second = hash53(text, 0x85ebca6b);
  return formatRegistrationId(
    first.high & 0x7fffffff,
    first.low,
    second.high & 0x7fffffff,
    second.low,
    first.low ^ second.low,
  );
}

function formatRegistrationId(high1: number, low1: number, high2: number, low2: number, partition: number): string {
  const number1 = (BigInt(high1) << 32n) | BigInt(low1 >>> 0);
  const number2 = (BigInt(high2) << 32n) | BigInt(low2 >>> 0);
  return `${number1}-${number2}-${((partition >>> 0) % 3) + 1}`;
}

/** Two multiplicative hashes mixed into each other. It spreads ids and protects nothing. */
function hash53(text: string, seed: number): { high: number; low: number } {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return { high: high >>> 0, low: low >>> 0 };
}

let lastDigitsAtMs = Number.NaN;
let lastDigits = "";

/**
 * `yyyyMMddHHmmssfff`, cut to a length. Cached, because many ids are made in the same millisecond.
 */
function timestamp(atMs: number, length: number): string {
  if (atMs !== lastDigitsAtMs) {
    lastDigits = new Date(atMs).toISOString().replace(/\D/g, "");
    lastDigitsAtMs = atMs;
  }
  return lastDigits.slice(0, length);
}
