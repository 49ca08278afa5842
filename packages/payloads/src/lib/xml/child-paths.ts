import type { XmlElement } from "./parse-xml.js";
import { childElements } from "./query-xml.js";

/** An element behind its path. */
export type PlacedElement = readonly [path: string, element: XmlElement];

/**
 * The child elements in document order, each behind its path: `toast.audio`, or `binding.text[1]`
 * for the second of several.
 */
export function childPaths(element: XmlElement, path: string): PlacedElement[] {
  const children = childElements(element);
  const counts = new Map<string, number>();
  for (const { name } of children) counts.set(name, (counts.get(name) ?? 0) + 1);
  const found = new Map<string, number>();
  return children.map((child) => {
    const index = found.get(child.name) ?? 0;
    found.set(child.name, index + 1);
    const which = counts.get(child.name) === 1 ? "" : `[${index}]`;
    return [`${path}.${child.name}${which}`, child];
  });
}
