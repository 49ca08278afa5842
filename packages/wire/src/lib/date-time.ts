const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Reads a date of the service: ISO 8601 with up to nine fraction digits, and with `Z`, an offset,
 * or no zone, which means UTC. Digits beyond the millisecond are dropped. Returns undefined when it
 * is not such a date.
 */
export function parseDateTime(text: string): Date | undefined {
  const match = pattern.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = "0", fraction = "", zone = "Z"] = match;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, "0"));
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), milliseconds);
  const asWritten =
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    date.getUTCHours() === Number(hour) &&
    date.getUTCMinutes() === Number(minute) &&
    date.getUTCSeconds() === Number(second);
  if (!asWritten) return undefined;
  const offset = offsetMinutes(zone);
  return offset === undefined ? undefined : new Date(date.getTime() - offset * 60_000);
}

/**
 * Reads a moment as people write it: ISO 8601, also with a blank instead of the `T`, or a date
 * alone, which means midnight. Without a zone it is UTC, as everywhere in the service: never the
 * zone of the machine. Returns undefined for anything else, such as 30 February.
 *
 * @example
 * parseMoment("2026-12-01 10:00"); // 2026-12-01T10:00:00.000Z
 */
export function parseMoment(text: string): Date | undefined {
  const date = /^(\d{4}-\d\d-\d\d)(?:[T ](.+))?$/i.exec(text.trim());
  if (date === null) return undefined;
  const [, day, time = "00:00"] = date;
  return parseDateTime(`${day}T${time.replace(/ (?=Z$|[+-])/i, "")}`);
}

/** Writes a date as the service does: in UTC, with no more fraction digits than it needs. */
export function formatDateTime(date: Date): string {
  return date.toISOString().replace(/\.?0*Z$/, "Z");
}

/** Minutes east of UTC, up to the 14 hours that time zones reach. */
function offsetMinutes(zone: string): number | undefined {
  if (zone === "Z" || zone === "z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
