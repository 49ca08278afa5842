import type { Findings } from "./description.js";
import { keys, member, text } from "./read-json.js";

/**
 * Push types whose payload goes to the app or the system and is never drawn (Apple, "Sending
 * notification requests to APNs").
 */
const unseenPushTypes: ReadonlyMap<string, string> = new Map([
  ["voip", "A call: the app shows it through CallKit."],
  ["complication", "Data for a complication of the watch."],
  ["fileprovider", "Tells a file provider to look for changes."],
  ["location", "Asks the app for the location."],
  ["mdm", "A command of device management."],
  ["pushtotalk", "Starts or ends a push-to-talk session."],
]);

/** Reads the `aps` dictionary (Apple, "Generating a remote notification"). */
export function describeApple(root: unknown, header: (name: string) => string | undefined): Findings {
  const pushType = header("apns-push-type") ?? (member(root, "mdm") === undefined ? undefined : "mdm");
  const dataKeys = keys(root).filter((name) => name !== "aps");
  const unseen = unseenPushTypes.get(pushType ?? "");
  if (unseen !== undefined) return { kind: "data", dataKeys, notes: [unseen] };
  const aps = member(root, "aps");
  if (keys(aps).length === 0) return { dataKeys, notes: ["The body has no aps dictionary, so iOS shows nothing."] };
  const texts = readAlert(member(aps, "alert"));
  const badge = text(aps, "badge");
  const level = text(aps, "interruption-level");
  const soundValue = member(aps, "sound");
  return {
    ...texts,
    badge,
    sound: typeof soundValue === "string" ? soundValue : text(soundValue, "name"),
    timeSensitive: level === "time-sensitive" || level === "critical",
    dataKeys,
    ...judge(aps, { isShown: Object.values(texts).some((value) => value !== undefined), pushType, level }),
  };
}

interface Seen {
  readonly isShown: boolean;
  readonly pushType: string | undefined;
  readonly level: string | undefined;
}

function judge(aps: unknown, { isShown, pushType, level }: Seen): Pick<Findings, "kind" | "notes"> {
  const event = text(aps, "event");
  const change = event === undefined ? [] : [`A Live Activity: ${event}. The app draws it.`];
  if (pushType === "background") return { kind: "background", notes: [wakes] };
  if (isShown) return { kind: "alert", notes: [...change, ...notesOnAlert(aps, level)] };
  if (event !== undefined) return { kind: "data", notes: change };
  if (member(aps, "alert") !== undefined)
    return { kind: "nothing", notes: ["The alert is empty, so iOS shows nothing."] };
  if (text(aps, "badge") !== undefined) return { kind: "badge" };
  if (member(aps, "content-available") === 1) return { kind: "background", notes: [wakes] };
  const heard = member(aps, "sound") !== undefined;
  return { kind: "nothing", notes: [heard ? "Plays a sound and shows nothing." : "There is no alert to show."] };
}

const wakes = "Wakes the app, which shows nothing by itself.";

function notesOnAlert(aps: unknown, level: string | undefined): string[] {
  const category = text(aps, "category");
  const sound = member(aps, "sound");
  return [
    ...(category === undefined ? [] : [`Its buttons are those of the app's category ${JSON.stringify(category)}.`]),
    ...(level === "passive" ? ["Goes to the list without sound, and does not light the screen."] : []),
    ...(level === "critical" || member(sound, "critical") === 1 ? ["Plays its sound even on a muted device."] : []),
    ...(member(aps, "mutable-content") === 1 ? ["An extension of the app may change it before it is shown."] : []),
    ...(member(aps, "content-available") === 1 ? ["Also wakes the app."] : []),
    ...(namesStrings(member(aps, "alert"))
      ? ["The app translates names such as title-loc-key; they are shown as they are."]
      : []),
  ];
}

/** Whether the app, not the payload, holds the words. */
function namesStrings(alert: unknown): boolean {
  const nested = ["title", "body"].map((name) => member(alert, name));
  return [alert, ...nested].some((value) =>
    keys(value).some((name) => name === "loc-key" || name.endsWith("-loc-key")),
  );
}

function readAlert(alert: unknown): Pick<Findings, "title" | "subtitle" | "body"> {
  if (typeof alert === "string") return { body: alert === "" ? undefined : alert };
  // A Live Activity names the strings of the app within title and body, any other alert beside
  // them.
  const shown = (name: string, key: string): string | undefined =>
    text(alert, name) ?? text(alert, key) ?? text(member(alert, name), "loc-key");
  return {
    title: shown("title", "title-loc-key"),
    subtitle: shown("subtitle", "subtitle-loc-key"),
    body: shown("body", "loc-key"),
  };
}
