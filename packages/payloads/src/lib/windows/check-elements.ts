import { invalidField } from "../errors.js";
import { childPaths } from "../xml/child-paths.js";
import type { XmlElement } from "../xml/parse-xml.js";
import { attributeValue, childElements } from "../xml/query-xml.js";
import { checkSubgroups, subgroupRules, textRules } from "./adaptive-content.js";
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

/**
 * The templates that the rules apply to. Older ones (ToastText04, TileSquareImage, …) have
 * attributes of their own.
 */
const adaptiveTemplate = /^(ToastGeneric|Tile(Small|Medium|Wide|Large))$/i;

/** A value that the app binds to its own data, such as `{progress}`. */
const boundValue = /^\{.+\}$/;

/**
 * Holds the elements of a hand-written toast or tile to the rules of the typed builders. Elements
 * and attributes without a rule are not checked. Neither is a value that the app binds to its own
 * data.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a value that breaks its rule, a required attribute
 * that is missing, or a group without columns.
 */
export function checkElements(root: XmlElement): void {
  visit(root, root.name, root.name === "toast" ? toastElements : tileElements);
}

function visit(element: XmlElement, path: string, elements: ElementRules): void {
  if (element.name === "binding" && !adaptiveTemplate.test(attributeValue(element, "template") ?? "")) return;
  const rules = Object.hasOwn(elements, element.name) ? elements[element.name] : undefined;
  for (const { attribute, required, rule, write, read = asText } of Object.values(rules ?? {})) {
    const value = attributeValue(element, attribute);
    if (value === undefined) {
      if (required) throw invalidField("windows", `${path}@${attribute}`, `is missing: it ${rule}`);
    } else if (!boundValue.test(value) && write(read(value)) === undefined) {
      throw invalidField("windows", `${path}@${attribute}`, rule);
    }
  }
  if (element.name === "group") checkSubgroups(childElements(element, "subgroup").length, `${path}.subgroup`);
  for (const [childPath, child] of childPaths(element, path)) visit(child, childPath, elements);
}

/**
 * The value of an attribute in the letter case of the typed builders; `undefined` where it is
 * absent, or where the app binds it to its own data.
 */
export function knownValue(element: XmlElement, { attribute, read = asText }: AttributeRule): string | undefined {
  const written = attributeValue(element, attribute);
  const value = written === undefined || boundValue.test(written) ? undefined : read(written);
  return typeof value === "string" ? value : undefined;
}

function asText(written: string): unknown {
  return written;
}
