/** Where one is, as the address's fragment says it. */
export interface Route {
  readonly view: "activity" | "devices" | "compose" | "learn";
  /** The id of what is open: a call, or a device. */
  readonly id?: string | undefined;
  /** The draft of the composer, packed. */
  readonly draft?: string | undefined;
}

const views = ["activity", "devices", "compose", "learn"] as const;

/** Reads a fragment such as `#/activity/12?draft=…`; anything else is the list of activity. */
export function parseRoute(fragment: string): Route {
  const [path = "", query = ""] = fragment.replace(/^#\/?/, "").split("?", 2);
  const [name, id] = path.split("/", 2);
  const view = views.find((known) => known === name) ?? "activity";
  const draft = new URLSearchParams(query).get("draft") ?? undefined;
  return { view, ...(id ? { id: decode(id) } : {}), ...(draft === undefined ? {} : { draft }) };
}

/** The fragment of a route. */
export function formatRoute({ view, id, draft }: Route): string {
  const path = id === undefined ? view : `${view}/${encodeURIComponent(id)}`;
  return `#/${path}${draft === undefined ? "" : `?draft=${encodeURIComponent(draft)}`}`;
}

/** Decodes percent-encoded text. Malformed text stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
