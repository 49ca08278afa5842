import { escapeXmlAttribute, escapeXmlText, isXmlError, parseXml, type XmlElement } from "@nh/payloads/xml";
import type { FormField } from "./form-fields.js";

/** One step of a path: an element by name, and which of several. */
interface Step {
  readonly name: string;
  readonly index: number;
  /** An attribute that it must have, such as `placement=hero`. */
  readonly having: readonly [name: string, value: string] | undefined;
}

interface Node {
  name: string;
  prefix: string;
  namespace: string;
  attributes: { name: string; prefix: string; namespace: string; value: string }[];
  children: (Node | string)[];
}

/** What a field holds; undefined when the document is not XML of the form's kind. */
export function readXmlField(body: string, { path }: FormField): string | undefined {
  const root = parse(body);
  if (root === undefined) return undefined;
  const found = find(root, path, false);
  if (found === undefined) return "";
  const attribute = attributeOf(path);
  if (attribute === undefined) return found.children.filter((child) => typeof child === "string").join("");
  return found.attributes.find(({ name }) => name === attribute)?.value ?? "";
}

/**
 * The document with another value in a field. Missing elements are made, an emptied one is taken
 * out.
 */
export function writeXmlField(body: string, { path }: FormField, text: string): string {
  const root = parse(body);
  if (root === undefined) return body;
  const attribute = attributeOf(path);
  if (text === "" && find(root, path, false) === undefined) return body;
  const target = find(root, path, true) as Node;
  if (attribute === undefined) target.children = text === "" ? [] : [text];
  else {
    target.attributes = target.attributes.filter(({ name }) => name !== attribute);
    if (text !== "") target.attributes.push({ name: attribute, prefix: "", namespace: "", value: text });
    // A button hands something over; without it Windows refuses the toast.
    if (target.name === "action" && text !== "" && !target.attributes.some(({ name }) => name === "arguments")) {
      target.attributes.push({ name: "arguments", prefix: "", namespace: "", value: text });
    }
  }
  if (text === "") prune(root, target);
  return write(root, 0, "");
}

/** A document with each element on a line of its own; as it is when it is not XML. */
export function indentXml(body: string): string {
  try {
    return write(copy(parseXml(body)), 0, "");
  } catch (error) {
    if (isXmlError(error)) return body;
    throw error;
  }
}

/** Forms exist for toasts; a tile, a badge and raw text are written as they are. */
function parse(body: string): Node | undefined {
  try {
    const root = parseXml(body);
    const isToast = root.name === "toast" || (root.name === "Notification" && childNames(root).includes("Toast"));
    return isToast ? copy(root) : undefined;
  } catch (error) {
    if (isXmlError(error)) return undefined;
    throw error;
  }
}

function childNames(element: XmlElement): string[] {
  return element.children.flatMap((child) => (typeof child === "string" ? [] : [child.name]));
}

function copy(element: XmlElement): Node {
  const { name, prefix, namespace } = element;
  return {
    name,
    prefix,
    namespace,
    attributes: element.attributes.map((attribute) => ({ ...attribute })),
    // Blanks between elements are written anew.
    children: element.children.flatMap((child): (Node | string)[] =>
      typeof child !== "string" ? [copy(child)] : child.trim() === "" ? [] : [child],
    ),
  };
}

function attributeOf(path: readonly string[]): string | undefined {
  const last = path.at(-1);
  return last?.startsWith("@") === true ? last.slice(1) : undefined;
}

function readStep(text: string): Step {
  const [, name = "", inside] = /^([^[]+)(?:\[([^\]]*)\])?$/.exec(text) ?? [];
  if (inside === undefined) return { name, index: 0, having: undefined };
  const [left = "", right] = inside.split("=");
  return right === undefined
    ? { name, index: Number(left), having: undefined }
    : { name, index: 0, having: [left, right] };
}

function find(root: Node, path: readonly string[], make: boolean): Node | undefined {
  let current = root;
  for (const step of path.filter((part) => !part.startsWith("@")).map(readStep)) {
    const candidates = elements(current).filter((child) => child.name === step.name && isMeant(child, step));
    let next = candidates[step.index];
    for (let count = candidates.length; next === undefined && make && count <= step.index; count++) {
      const made = element(current, step);
      insert(current, made);
      if (count === step.index) next = made;
    }
    if (next === undefined) return undefined;
    current = next;
  }
  return current;
}

function elements(node: Node): Node[] {
  return node.children.filter((child): child is Node => typeof child !== "string");
}

/** A text with a placement of its own is not a line of the toast. */
function isMeant({ name, attributes }: Node, { having }: Step): boolean {
  if (having === undefined) return name !== "text" || !attributes.some(({ name }) => name === "placement");
  return attributes.some(({ name, value }) => name === having[0] && value === having[1]);
}

function element({ prefix, namespace }: Node, { name, having }: Step): Node {
  const attributes = having === undefined ? [] : [{ name: having[0], prefix: "", namespace: "", value: having[1] }];
  return { name, prefix, namespace, attributes, children: [] };
}

/**
 * Behind the last of its kind, else at the end: the texts of a toast come before its images, and
 * its inputs before its buttons.
 */
function insert(parent: Node, child: Node): void {
  const same = parent.children.findLastIndex((other) => typeof other !== "string" && other.name === child.name);
  if (same >= 0) parent.children.splice(same + 1, 0, child);
  else if (child.name === "text" || child.name === "input") parent.children.unshift(child);
  else parent.children.push(child);
}

/** Takes out an element that became empty, and those around it that held nothing else. */
function prune(root: Node, target: Node): void {
  for (const child of elements(root)) {
    prune(child, target);
    const isEmpty =
      child.children.length === 0 && child.attributes.every(({ name }) => name === "placement" || name === "arguments");
    if (isEmpty && (child === target || child.name === "actions"))
      root.children.splice(root.children.indexOf(child), 1);
  }
}

function write(node: Node, depth: number, inherited: string): string {
  const indent = "  ".repeat(depth);
  const full = (name: string, prefix: string) => (prefix === "" ? name : `${prefix}:${name}`);
  const tag = full(node.name, node.prefix);
  const declaration = `${node.prefix}=${node.namespace}`;
  const declares =
    declaration !== inherited && node.namespace !== ""
      ? ` xmlns${node.prefix === "" ? "" : `:${node.prefix}`}="${escapeXmlAttribute(node.namespace)}"`
      : "";
  const attributes = node.attributes
    .map(({ name, prefix, value }) => ` ${full(name, prefix)}="${escapeXmlAttribute(value)}"`)
    .join("");
  const open = `${indent}<${tag}${declares}${attributes}`;
  if (node.children.length === 0) return `${open}/>`;
  if (node.children.every((child) => typeof child === "string")) {
    return `${open}>${escapeXmlText(node.children.join(""))}</${tag}>`;
  }
  const inner = node.children.map((child) => {
    return typeof child === "string"
      ? `${indent}  ${escapeXmlText(child.trim())}`
      : write(child, depth + 1, declaration);
  });
  return `${open}>\n${inner.join("\n")}\n${indent}</${tag}>`;
}
