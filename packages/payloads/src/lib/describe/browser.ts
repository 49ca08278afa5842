import type { DescribedAction, Findings } from "./description.js";
import { items, keys, member, text } from "./read-json.js";

/** Reads the options of `showNotification` (WHATWG Notifications), flat or under `notification`. */
export function describeBrowser(root: unknown): Findings {
  const nested = member(root, "notification");
  const either = (name: string): string | undefined => text(root, name) ?? text(nested, name);
  const isTrue = (name: string): boolean => (member(root, name) ?? member(nested, name)) === true;
  const dataKeys = keys(member(root, "data") ?? member(nested, "data"));
  const title = either("title");
  const body = either("body");
  if (title === undefined && body === undefined) {
    const found = dataKeys.length > 0 ? dataKeys : keys(root);
    if (found.length === 0) return { kind: "nothing", notes: ["The message is empty."] };
    return { kind: "data", dataKeys: found, notes: ["The service worker decides what to show."] };
  }
  return {
    kind: "alert",
    title,
    body,
    image: either("image"),
    icon: either("icon"),
    actions: [...items(root, "actions"), ...items(nested, "actions")].flatMap(readAction),
    sound: isTrue("silent") ? "none" : undefined,
    // The target of a tap in Declarative Web Push (W3C Push API).
    link: either("navigate"),
    dataKeys,
    notes: [
      "The service worker shows it.",
      ...(isTrue("requireInteraction") ? ["Stays until it is clicked or closed."] : []),
    ],
  };
}

function readAction(action: unknown): DescribedAction[] {
  const label = text(action, "title");
  if (label === undefined) return [];
  const icon = text(action, "icon");
  return [icon === undefined ? { label } : { label, icon }];
}
