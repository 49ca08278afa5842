import type { XmlElement } from "../xml/parse-xml.js";
import { attributeValue, childElement } from "../xml/query-xml.js";
import type { Findings } from "./description.js";
import { readDocument } from "./read-document.js";

/**
 * Reads a toast or tile of `WPNotification`; class 3 and anything else is raw
 * (`X-NotificationClass`).
 */
export function describeWindowsPhone(body: string, header: (name: string) => string | undefined): Findings {
  if (body === "") return { kind: "nothing", notes: ["The message is empty."] };
  const root = isRawClass(header("x-notificationclass")) ? undefined : readDocument(body);
  const toast = root && childElement(root, "Toast");
  if (toast !== undefined) return describeToast(toast);
  const tile = root && childElement(root, "Tile");
  if (tile !== undefined) return describeTile(tile);
  return { kind: "raw", body, notes: ["Raw: the app decides what to do."] };
}

/** 3 is raw at once, 13 and 23 are raw with a delay. */
function isRawClass(value: string | undefined): boolean {
  return value !== undefined && Number(value) % 10 === 3;
}

function describeToast(toast: XmlElement): Findings {
  const texts = { title: textOf(toast, "Text1"), body: textOf(toast, "Text2") };
  if (texts.title === undefined && texts.body === undefined) {
    return { kind: "nothing", notes: ["The toast has no text, so the phone shows nothing."] };
  }
  return { kind: "alert", ...texts, link: textOf(toast, "Param") };
}

function describeTile(tile: XmlElement): Findings {
  const first = (...names: string[]): string | undefined => {
    for (const name of names) {
      const found = textOf(tile, name);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const clears = tile.children.some(
    (child) => typeof child !== "string" && attributeValue(child, "Action") === "Clear",
  );
  return {
    kind: "tile",
    title: first("Title"),
    body: first("BackContent", "WideContent1", "WideBackContent"),
    badge: first("Count"),
    image: first("BackgroundImage", "WideBackgroundImage", "IconImage", "CycleImage1"),
    icon: first("SmallBackgroundImage", "SmallIconImage"),
    color: first("BackgroundColor"),
    notes: clears ? ["Clears parts of the tile."] : [],
  };
}

function textOf(element: XmlElement, name: string): string | undefined {
  const found = childElement(element, name)?.text;
  return found === "" ? undefined : found;
}
