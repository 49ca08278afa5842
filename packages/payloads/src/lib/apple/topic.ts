import type { ApplePushType } from "./types.js";

/**
 * The ending of each push type whose topic is more than the bundle id (Apple, "Sending notification
 * requests to APNs").
 */
export const topicEndings = new Map<string, string>(
  Object.entries({
    voip: ".voip",
    complication: ".complication",
    fileprovider: ".pushkit.fileprovider",
    location: ".location-query",
    liveactivity: ".push-type.liveactivity",
    pushtotalk: ".voip-ptt",
    controls: ".push-type.controls",
    widgets: ".push-type.widgets",
  } satisfies Partial<Record<ApplePushType, string>>),
);

/** The push type that a topic is for; `undefined` for a topic that is a bundle id alone. */
export function pushTypeOfTopic(topic = ""): string | undefined {
  return [...topicEndings].find(([, ending]) => topic.endsWith(ending))?.[0];
}
