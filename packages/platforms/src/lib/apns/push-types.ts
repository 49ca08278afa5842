import { field, parseJson } from "../http/service-text.js";

/**
 * Every push type, with the ending of its topic after the bundle ID (Apple, "Sending notification
 * requests to APNs"). The topic of `mdm` is in the MDM certificate.
 */
const topicEndings: Readonly<Record<string, string>> = {
  alert: "",
  background: "",
  complication: ".complication",
  controls: ".push-type.controls",
  fileprovider: ".pushkit.fileprovider",
  liveactivity: ".push-type.liveactivity",
  location: ".location-query",
  mdm: "",
  pushtotalk: ".voip-ptt",
  voip: ".voip",
  widgets: ".push-type.widgets",
};

const typesByEnding = Object.entries(topicEndings).filter(([, ending]) => ending !== "");

/** The topic of a push type. */
export function topicOf(bundleId: string, pushType: string): string {
  return `${bundleId}${topicEndings[pushType] ?? ""}`;
}

/**
 * Infers the push type of a notification without `apns-push-type`: from the topic, then from the
 * body, else `alert`. The builders of `@nh/payloads` always set the header.
 */
export function inferPushType(topic: string | undefined, body: string): string {
  const fromTopic = typesByEnding.find(([, ending]) => topic?.endsWith(ending));
  if (fromTopic !== undefined) return fromTopic[0];
  const json = parseJson(body);
  if (field(json, "mdm") !== undefined) return "mdm";
  const aps = field(json, "aps");
  if (field(aps, "content-state") !== undefined || field(aps, "attributes-type") !== undefined) return "liveactivity";
  const isVisible = ["alert", "badge", "sound"].some((name) => field(aps, name) !== undefined);
  return !isVisible && field(aps, "content-available") === 1 ? "background" : "alert";
}
