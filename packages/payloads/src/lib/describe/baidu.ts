import type { Findings } from "./description.js";
import { keys, member, text } from "./read-json.js";

/** Reads a notification of Baidu Cloud Push; `X-Baidu-Message-Type: 0` goes to the app unseen. */
export function describeBaidu(root: unknown, header: (name: string) => string | undefined): Findings {
  const texts = { title: text(root, "title"), body: text(root, "description") };
  const dataKeys = keys(member(root, "custom_content"));
  const unseen = header("x-baidu-message-type") === "0";
  if (unseen)
    return { kind: "data", ...texts, dataKeys, notes: ["A message for the app: the app decides what to show."] };
  if (texts.body === undefined) {
    return { kind: "nothing", title: texts.title, dataKeys, notes: ["There is no description to show."] };
  }
  const aps = member(root, "aps");
  const link = text(root, "url") ?? text(root, "pkg_content");
  return { kind: "alert", ...texts, badge: text(aps, "badge"), sound: text(aps, "sound"), link, dataKeys };
}
