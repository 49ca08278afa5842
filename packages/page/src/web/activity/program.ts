import type { HubRequest } from "../hub/types.js";

/** Who made a request. */
export interface Program {
  /** Such as `Azure Java`, `curl/8.5` or `this page`. */
  readonly name: string;
  readonly isPage: boolean;
}

/**
 * The official clients, which name their product for machines; the first product of any other
 * header is its name.
 */
const clients: readonly [pattern: RegExp, name: (found: RegExpExecArray) => string][] = [
  [/azsdk-js-(?:azure-)?notification-?hubs\/([\w.-]+)/i, ([, version]) => `Azure JS/${version}`],
  [/^NHub\/[\w.-]+ \(api-origin=DotNet/i, () => "Azure .NET"],
  [/^NHub\/[\w.-]+ \(api-origin=Java/i, () => "Azure Java"],
];

/** Reads the program from the headers of a request. */
export function programOf({ requestHeaders }: Pick<HubRequest, "requestHeaders">): Program {
  const agent = requestHeaders["user-agent"] ?? requestHeaders["x-ms-useragent"] ?? "";
  // Only browsers send it, and the hub lets no page but its own through.
  if (requestHeaders["sec-fetch-site"] === "same-origin") return { name: "this page", isPage: true };
  for (const [pattern, name] of clients) {
    const found = pattern.exec(agent);
    if (found !== null) return { name: name(found), isPage: false };
  }
  const first = /^[^\s/()]+(?:\/[^\s()]+)?/.exec(agent)?.[0];
  if (first === undefined) return { name: "unnamed program", isPage: false };
  return { name: first.startsWith("Mozilla/") ? "a browser" : first.slice(0, 40), isPage: false };
}
