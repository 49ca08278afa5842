import { Refusal } from "./refusal.js";

/**
 * Reads an `If-Match` header. `*`, `"*"`, `"3"`, `W/"3"` and bare `3` all occur among the official
 * clients. Undefined when it matches any version.
 *
 * @throws {Refusal} 412 with the service's own sentence (azure-notificationhubs-dotnet 148) when it
 *   is none of these.
 */
export function readIfMatch(header: string): string | undefined {
  const match = /^\s*(?:W\/)?(?:"(\*|\d{1,18})"|(\*|\d{1,18}))\s*$/.exec(header);
  if (match === null) throw invalidEtag();
  const value = match[1] ?? match[2];
  return value === "*" ? undefined : String(Number(value));
}

export function invalidEtag(): Refusal {
  return new Refusal(412, 'The ETag header is either missing or invalid. It should be "*", or a quoted ETag.');
}
