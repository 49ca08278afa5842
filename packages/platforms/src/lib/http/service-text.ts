const LONGEST_TEXT = 300;

/**
 * A token: a JWT, the credentials of an authorization scheme, or the value of a secret parameter.
 */
const tokens =
  /\beyJ[\w-]{5,}(\.[\w-]*){1,2}|\b(bearer|vapid)\s+[^\s"]{16,}|\b(key|assertion|client_secret|access_token)=[^\s"&]+/gi;

/** A shorter string is not a secret, and hiding it would break other words. */
const SHORTEST_SECRET = 8;

/**
 * Makes the text of a server safe for results, errors and logs: one short line without control
 * characters. A server may quote the request, so tokens and the secrets of the caller are masked.
 */
export function serviceText(text: string, secrets: readonly string[] = []): string {
  let shown = text;
  for (const secret of secrets) if (secret.length >= SHORTEST_SECRET) shown = shown.replaceAll(secret, "***");
  shown = shown
    .replace(tokens, "***")
    .replace(/[\p{C}\p{Z}\s]+/gu, " ")
    .trim();
  return shown.length > LONGEST_TEXT ? `${shown.slice(0, LONGEST_TEXT)}…` : shown;
}

/** A property of a JSON object as safe text. `undefined` when it is not a string. */
export function textField(json: unknown, name: string, secrets?: readonly string[]): string | undefined {
  const value = field(json, name);
  return typeof value === "string" && value !== "" ? serviceText(value, secrets) : undefined;
}

/** A property of a JSON object that is one word, such as a reason. Otherwise `undefined`. */
export function wordField(json: unknown, name: string): string | undefined {
  const value = field(json, name);
  return typeof value === "string" && /^[\w-]{1,64}$/.test(value) ? value : undefined;
}

/** A property of a value that may be a JSON object. */
export function field(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null && Object.hasOwn(json, name)
    ? (json as Record<string, unknown>)[name]
    : undefined;
}

/** Parses JSON. `undefined` when the body is not JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
