import type { NotificationDescription } from "./description.js";

/** What a summary is made of. */
type Summarized = Pick<NotificationDescription, "kind" | "title" | "subtitle" | "body" | "badge">;

/**
 * What happens on the device, on one line: the texts of an alert, else a few words for what nobody
 * reads.
 */
export function summarize({ kind, title, subtitle, body, badge }: Summarized): string {
  const texts = [title, subtitle, body].filter((text) => text !== undefined).join(" · ");
  const line = texts.replace(/\s+/g, " ");
  switch (kind) {
    case "alert":
      return line === "" ? "A notification without text" : line;
    case "tile":
      return line === "" ? "Changes the tile" : `Changes the tile: ${line}`;
    case "badge":
      return badgeWords(badge ?? "");
    case "background":
      return "Wakes the app, no banner";
    case "data":
      return "Data: the app decides";
    case "raw":
      return "Raw: the app decides";
    case "nothing":
      return "Shows nothing";
  }
}

function badgeWords(badge: string): string {
  if (badge === "0" || badge === "none") return "Removes the badge";
  return /^\d+$/.test(badge) ? `Sets the badge to ${badge}` : `Sets the badge to the glyph ${badge}`;
}
