import { invalidField } from "../errors.js";
import type { XmlElement } from "../xml/parse-xml.js";
import { attributeValue, childElements } from "../xml/query-xml.js";
import { subgroupRules, textRules } from "./adaptive-content.js";
import type { AttributeRule } from "./attribute-rules.js";
import { bindingRules, tileImageRules, visualRules as tileVisualRules } from "./tile-rules.js";
import { actionRules, inputRules, selectionRules } from "./toast-actions.js";
import {
  audioRules,
  headerRules,
  progressRules,
  toastImageRules,
  toastRules,
  toastTextRules,
  visualRules,
} from "./toast-rules.js";

/** The rules of an element's attributes, by the element's name. */
type ElementRules = Readonly<Record<string, Readonly<Record<string, AttributeRule>>>>;

const toastElements: ElementRules = {
  toast: toastRules,
  visual: visualRules,
  text: toastTextRules,
  image: toastImageRules,
  subgroup: subgroupRules,
  progress: progressRules,
  input: inputRules,
  selection: selectionRules,
  action: actionRules,
  audio: audioRules,
  header: headerRules,
};

const tileElements: ElementRules = {
  visual: tileVisualRules,
  binding: bindingRules,
  text: textRules,
  image: tileImageRules,
  subgroup: subgroupRules,
};

/** The templates that the rules are about; the older ones (ToastText04, TileSquareImage, …) have attributes of their own. */
const adaptiveTemplate = /^(ToastGeneric|Tile(Small|Medium|Wide|Large))$/;

/**
 * Holds the attributes of a hand-written toast or tile to the rules of the typed builders. Attributes without a rule are left
 * alone, and so is a value such as `{progress}`, which the app binds to its own data.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a value that breaks its rule, or a required attribute that is missing.
 */
export function checkAttributes(root: XmlElement): void {
  visit(root, root.name, root.name === "toast" ? toastElements : tileElements);
}

function visit(element: XmlElement, path: string, elements: ElementRules): void {
  if (element.name === "binding" && !adaptiveTemplate.test(attributeValue(element, "template") ?? "")) return;
  const rules = Object.hasOwn(elements, element.name) ? elements[element.name] : undefined;
  for (const { attribute, required, rule, write, read = asText } of Object.values(rules ?? {})) {
    const value = attributeValue(element, attribute);
    if (value === undefined) {
      if (required) throw invalidField("windows", `${path}@${attribute}`, `is missing; it ${rule}`);
    } else if (!/^\{.+\}$/.test(value) && write(read(value)) === undefined) {
      throw invalidField("windows", `${path}@${attribute}`, rule);
    }
  }
  for (const child of childElements(element)) visit(child, `${path}.${child.name}`, elements);
}

function asText(written: string): unknown {
  return written;
}
