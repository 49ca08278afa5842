import type { XmlElement } from "../xml/parse-xml.js";
import { attributeValue, childElement, childElements } from "../xml/query-xml.js";
import type { DescribedAction, DescribedInput, DescribedProgress, Findings } from "./description.js";
import { readDocument } from "./read-document.js";
import { joinLines } from "./read-json.js";

/** Sizes of a tile from the one that is pinned most often to the rarest. */
const tileOrder = ["TileMedium", "TileWide", "TileLarge", "TileSmall"];

/**
 * Scenarios with which a toast stays on the screen or passes Focus (toast XML schema, `scenario`).
 */
const insistent: ReadonlyMap<string, string> = new Map([
  ["urgent", "Breaks through Do Not Disturb."],
  ["alarm", "Stays on the screen and loops its sound."],
  ["reminder", "Stays on the screen until it is dismissed."],
  ["incomingCall", "Stays on the screen as an incoming call."],
]);

/** Reads a toast, tile or badge; anything else is raw (WNS request headers, `X-WNS-Type`). */
export function describeWindows(body: string, header: (name: string) => string | undefined): Findings {
  const type = header("x-wns-type")?.toLowerCase();
  if (type === "wns/raw") return describeRaw(body);
  const root = readDocument(body);
  if (root?.name === "badge") return describeBadge(attributeValue(root, "value"));
  if (root?.name === "tile") return describeTile(root);
  if (root?.name === "toast") return describeToast(root, header("x-wns-suppresspopup") === "true");
  if (type === undefined) return describeRaw(body);
  return { kind: "nothing", notes: [`The body is not the document that ${type} needs, so Windows drops it.`] };
}

function describeRaw(body: string): Findings {
  if (body === "") return { kind: "nothing", notes: ["The message is empty."] };
  return { kind: "raw", body, notes: ["Raw: the app decides what to do."] };
}

function describeBadge(badge: string | undefined): Findings {
  if (badge === undefined) return { kind: "nothing", notes: ["The badge has no value."] };
  const removes = badge === "none" || badge === "0";
  return { kind: "badge", badge, notes: removes ? ["Removes the badge."] : [] };
}

function describeTile(root: XmlElement): Findings {
  const bindings = bindingsOf(root);
  const rank = (binding: XmlElement): number => {
    const found = tileOrder.indexOf(attributeValue(binding, "template") ?? "");
    return found < 0 ? tileOrder.length : found;
  };
  const shown = bindings.filter(showsSomething).sort((a, b) => rank(a) - rank(b))[0];
  if (shown === undefined) return { kind: "nothing", notes: ["The tile has nothing to show."] };
  const sizes = bindings.flatMap((binding) => attributeValue(binding, "template") ?? []);
  const notes = sizes.length > 1 ? [`Tile sizes: ${sizes.join(", ")}.`] : [];
  return { kind: "tile", ...readTexts(shown), ...readImages(shown), notes };
}

function describeToast(root: XmlElement, suppressed: boolean): Findings {
  const binding = bindingsOf(root).find(showsSomething);
  if (binding === undefined) return { kind: "nothing", notes: ["The toast has no text, so Windows shows nothing."] };
  const scenario = attributeValue(root, "scenario") ?? "";
  const insists = insistent.get(scenario);
  const attribution = elementsWithin(binding, "text").find(isAttribution)?.text.trim();
  const audio = childElement(root, "audio");
  const actions = childElement(root, "actions");
  return {
    kind: "alert",
    ...readTexts(binding),
    ...readImages(binding),
    actions: actions === undefined ? [] : childElements(actions, "action").flatMap(readAction),
    inputs: actions === undefined ? [] : childElements(actions, "input").map(readInput),
    progress: readProgress(elementsWithin(binding, "progress")[0]),
    sound: audio && (attributeValue(audio, "silent") === "true" ? "none" : attributeValue(audio, "src")),
    timeSensitive: scenario === "urgent" || scenario === "alarm",
    link: attributeValue(root, "launch"),
    notes: [
      ...(attribution ? [`Attributed to ${attribution}.`] : []),
      ...(insists === undefined ? [] : [insists]),
      ...(suppressed ? ["Goes straight into the action center, without a banner."] : []),
    ],
  };
}

function bindingsOf(root: XmlElement): XmlElement[] {
  return childElements(root, "visual").flatMap((visual) => childElements(visual, "binding"));
}

function showsSomething(binding: XmlElement): boolean {
  return (
    readTexts(binding).title !== undefined || ["image", "progress"].some((name) => elementsWithin(binding, name)[0])
  );
}

function readTexts(binding: XmlElement): Pick<Findings, "title" | "body"> {
  const texts = elementsWithin(binding, "text").filter(
    (element) => !isAttribution(element) && element.text.trim() !== "",
  );
  const [title, ...lines] = texts.map((element) => element.text);
  return { title, body: joinLines(lines) };
}

function readImages(binding: XmlElement): Pick<Findings, "image" | "icon"> {
  const images = elementsWithin(binding, "image");
  const placed = (placement: string | undefined): string | undefined => {
    const found = images.find((image) => attributeValue(image, "placement") === placement);
    return found && attributeValue(found, "src");
  };
  const image = placed("hero") ?? placed("peek") ?? placed("background") ?? placed("inline") ?? placed(undefined);
  return { image, icon: placed("appLogoOverride") };
}

function readAction(element: XmlElement): DescribedAction[] {
  const label = attributeValue(element, "content");
  const icon = attributeValue(element, "imageUri");
  if (label === undefined || attributeValue(element, "placement") === "contextMenu") return [];
  // Windows itself labels the buttons that snooze and dismiss when they come without words.
  const shown = label === "" ? (attributeValue(element, "arguments") ?? "") : label;
  return [icon === undefined ? { label: shown } : { label: shown, icon }];
}

function readInput(element: XmlElement): DescribedInput {
  const label = attributeValue(element, "title") ?? attributeValue(element, "placeHolderContent");
  const choices = childElements(element, "selection").flatMap((choice) => attributeValue(choice, "content") ?? []);
  const type = attributeValue(element, "type") === "selection" ? "selection" : "text";
  return label === undefined ? { type, choices } : { type, label, choices };
}

function readProgress(element: XmlElement | undefined): DescribedProgress | undefined {
  if (element === undefined) return undefined;
  const value = Number.parseFloat(attributeValue(element, "value") ?? "");
  const texts = {
    title: attributeValue(element, "title"),
    valueText: attributeValue(element, "valueStringOverride"),
    status: attributeValue(element, "status"),
  };
  const given = Object.fromEntries(Object.entries(texts).filter(([, found]) => found !== undefined));
  return Number.isNaN(value) ? given : { ...given, value: Math.min(1, Math.max(0, value)) };
}

/** All descendants of a name, in document order; texts and images may appear in groups. */
function elementsWithin(element: XmlElement, name: string): XmlElement[] {
  return childElements(element).flatMap((child) => (child.name === name ? [child] : elementsWithin(child, name)));
}

function isAttribution(element: XmlElement): boolean {
  return attributeValue(element, "placement") === "attribution";
}
