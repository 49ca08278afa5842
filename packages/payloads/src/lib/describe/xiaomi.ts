import type { Findings } from "./description.js";
import { keys, member, text } from "./read-json.js";

/** Reads a message of Mi Push; one that passes through is for the app alone. */
export function describeXiaomi(root: unknown): Findings {
  const title = text(root, "title");
  const description = text(root, "description");
  const payload = text(root, "payload");
  const extra = member(root, "extra");
  const dataKeys = [...(payload === undefined ? [] : ["payload"]), ...keys(extra)];
  const passesThrough = text(root, "pass_through") === "1";
  if (passesThrough || (title === undefined && description === undefined)) {
    if (keys(root).length === 0) return { kind: "nothing", notes: ["The message is empty."] };
    const notes = ["The message passes through to the app, which decides what to show."];
    return { kind: "data", title, body: description ?? payload, dataKeys, notes };
  }
  return {
    kind: "alert",
    title,
    body: description,
    sound: text(extra, "sound_uri"),
    channel: text(extra, "channel_id"),
    link: text(extra, "web_uri") ?? text(extra, "web_url") ?? text(extra, "intent_uri"),
    dataKeys,
  };
}
