import type { NotificationDescription } from "@nh/payloads";

/** What belongs to a notification and cannot be drawn, as sentences. */
export function factsOf({ sound, link, dataKeys, notes }: NotificationDescription): readonly string[] {
  return [
    ...(sound === undefined ? [] : [sound === "none" ? "Silent on purpose." : `Sound: ${sound}.`]),
    ...(link === undefined ? [] : [`A tap opens ${link}.`]),
    ...(dataKeys.length === 0 ? [] : [`The app gets ${dataKeys.join(", ")}.`]),
    ...notes,
  ];
}
