import type { XmlElement } from "./parse-xml.js";

/** The first child element of a local name, in the given namespace or, without one, in any. */
export function childElement(element: XmlElement, localName: string, namespace?: string): XmlElement | undefined {
  for (const child of element.children) {
    if (typeof child !== "string" && matches(child, localName, namespace)) return child;
  }
  return undefined;
}

/**
 * All child elements, or those of a local name, in document order; in the given namespace or,
 * without one, in any.
 */
export function childElements(element: XmlElement, localName?: string, namespace?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const child of element.children) {
    if (typeof child !== "string" && matches(child, localName, namespace)) found.push(child);
  }
  return found;
}

/**
 * The value of an attribute, in the given namespace (`""`: none) or, without one, in any;
 * `undefined` when absent.
 */
export function attributeValue(element: XmlElement, localName: string, namespace?: string): string | undefined {
  return element.attributes.find((attribute) => matches(attribute, localName, namespace))?.value;
}

function matches(
  node: { readonly name: string; readonly namespace: string },
  localName: string | undefined,
  namespace: string | undefined,
): boolean {
  return (
    (localName === undefined || node.name === localName) && (namespace === undefined || node.namespace === namespace)
  );
}
