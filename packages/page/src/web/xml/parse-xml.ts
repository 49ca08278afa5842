import { utf8ByteLength } from "@nh/payloads";
import { type XmlAttribute, type XmlElement, XmlError, type XmlLimits } from "@nh/payloads/xml";

/** Names of "Namespaces in XML 1.0", section 3. */
const start = String.raw`A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}`;
const part = String.raw`[${start}][${start}\-.0-9\xB7\u0300-\u036F\u203F\u2040]*`;
const name = `(?:${part}:)?${part}`;
const space = String.raw`[ \t\r\n]`;
const assignment = `${space}+(${name})${space}*=${space}*("[^<"]*"|'[^<']*')`;

/** What a document consists of; anything else is a mistake. */
const token = new RegExp(
  [
    "<!--(?<comment>[^]*?)-->",
    String.raw`<!\[CDATA\[(?<cdata>[^]*?)\]\]>`,
    String.raw`<\?(?![Xx][Mm][Ll]\W)${part}(?:${space}[^]*?)?\?>`,
    `</(?<close>${name})${space}*>`,
    `<(?<open>${name})(?<assignments>(?:${assignment})*)${space}*(?<empty>/?)>`,
    "(?<text>[^<]+)",
  ].join("|"),
  "uy",
);
const declaration = /^\ufeff?(?:<\?xml\s+version\s*=\s*["']1\.\d["'][\w\s"'=.-]*\?>)?/;
const forbidden = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const xmlNamespace = "http://www.w3.org/XML/1998/namespace";
const xmlnsNamespace = "http://www.w3.org/2000/xmlns/";
const isDeclaration = /^xmlns(?::(?<prefix>.+))?$/;
const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** An element while it is read. */
interface OpenElement {
  readonly fullName: string;
  /** Namespace URIs by prefix, as they hold inside. */
  readonly namespaces: ReadonlyMap<string, string>;
  readonly element: XmlElement & { readonly children: (XmlElement | string)[]; text: string };
}

type Refuse = (reason: string, at: number) => never;
type Assignment = readonly [name: string, value: string];

/**
 * `parseXml` of `@nh/payloads/xml`, for the page: a reader of well-formed XML without a document
 * type. The build puts it in the place of the parser that servers use, which would be a twelfth of
 * the page. The browser's own parser is no way out: it writes its errors as HTML with styles, and
 * the page's Content-Security-Policy reports each. A test compares the two readers.
 *
 * @param limits As in `@nh/payloads/xml`, with the same defaults.
 * @throws {XmlError} for XML that is not well-formed, has a document type or exceeds a limit.
 */
export function parseXml(source: string, { maxBytes = 1_048_576, maxDepth = 64 }: XmlLimits = {}): XmlElement {
  // Line ends as XML has them, before anything else is read (XML 1.0, section 2.11).
  const text = source.replace(/\r\n?/g, "\n");
  const refuse = (reason: string, at: number): never => {
    const lines = text.slice(0, at).split("\n");
    throw new XmlError(reason, { line: lines.length, column: (lines.at(-1) ?? "").length + 1 });
  };
  if (utf8ByteLength(source) > maxBytes) refuse(`the document is larger than ${maxBytes} bytes`, 0);
  const wrong = text.search(forbidden);
  if (wrong >= 0) refuse("a character is not allowed in XML 1.0", wrong);

  const document = openElement("", new Map([["xml", xmlNamespace]]), [], 0, refuse);
  const open = [document];
  let root: XmlElement | undefined;
  token.lastIndex = declaration.exec(text)?.[0].length ?? 0;
  for (let at = token.lastIndex; at < text.length; at = token.lastIndex) {
    const current = open.at(-1) ?? document;
    const groups = token.exec(text)?.groups ?? refuse(mistake(text.slice(at)), at);
    const { comment, cdata, close, open: tag, assignments = "", empty, text: piece } = groups;
    if (comment !== undefined && /--|-$/.test(comment)) refuse("a comment must not have -- in it", at);
    if (close !== undefined) {
      if (close !== current.fullName) refuse(`</${close}> closes no open element`, at);
      open.pop();
    }
    if (tag !== undefined) {
      if (current === document && root !== undefined) refuse("a document has one root element", at);
      if (open.length > maxDepth) refuse(`elements are nested deeper than ${maxDepth} levels`, at);
      const inner = openElement(
        tag,
        current.namespaces,
        readAssignments(assignments, at + 1 + tag.length, refuse),
        at,
        refuse,
      );
      root ??= inner.element;
      current.element.children.push(inner.element);
      if (empty === "") open.push(inner);
    }
    if (current === document && (cdata !== undefined || piece?.trim())) refuse("text is outside the root", at);
    if (current !== document) addText(current, cdata ?? (piece === undefined ? "" : resolve(piece, at, refuse)));
  }
  const unclosed = open.at(-1);
  if (unclosed !== document) refuse(`<${unclosed?.fullName}> is never closed`, text.length);
  return root ?? refuse("the document has no root element", text.length);
}

function addText({ element }: OpenElement, text: string): void {
  if (text === "") return;
  const { children } = element;
  const before = children.at(-1);
  if (typeof before === "string") children[children.length - 1] = before + text;
  else children.push(text);
  element.text += text;
}

function readAssignments(text: string, at: number, refuse: Refuse): Assignment[] {
  return Array.from(text.matchAll(new RegExp(assignment, "gu")), ({ index, 0: whole, 1: key = "", 2: quoted = "" }) => {
    const value = quoted.slice(1, -1).replace(/[\n\t]/g, " ");
    return [key, resolve(value, at + index + whole.length - quoted.length + 1, refuse)];
  });
}

/** An element with its names resolved. */
function openElement(
  fullName: string,
  outside: OpenElement["namespaces"],
  assignments: readonly Assignment[],
  at: number,
  refuse: Refuse,
): OpenElement {
  const namespaces = new Map(outside);
  for (const [key, uri] of assignments) {
    if (!isDeclaration.test(key)) continue;
    const prefix = isDeclaration.exec(key)?.groups?.prefix ?? "";
    const isReserved = prefix === "xmlns" || (prefix === "xml") !== (uri === xmlNamespace) || uri === xmlnsNamespace;
    if (isReserved || (prefix !== "" && uri === "")) refuse(`${key} must not be "${uri}"`, at);
    namespaces.set(prefix, uri);
  }
  const nameOf = (full: string, byDefault: string) => {
    const [local = "", prefix = ""] = full.split(":").reverse();
    const namespace = prefix === "" ? byDefault : namespaces.get(prefix);
    return { name: local, prefix, namespace: namespace ?? refuse(`the prefix ${prefix} has no namespace`, at) };
  };
  const attributes: XmlAttribute[] = assignments
    .filter(([key]) => !isDeclaration.test(key))
    .map(([key, value]) => ({ ...nameOf(key, ""), value }));
  const names = new Set([
    ...assignments.map(([key]) => key),
    ...attributes.map((attribute) => `${attribute.namespace} ${attribute.name}`),
  ]);
  if (names.size < assignments.length + attributes.length) refuse("an attribute appears twice", at);
  const element = { ...nameOf(fullName, namespaces.get("") ?? ""), attributes, children: [], text: "" };
  return { fullName, namespaces, element };
}

/** Text with its references resolved. */
function resolve(text: string, at: number, refuse: Refuse): string {
  if (text.includes("]]>")) refuse("]]> must not appear in text", at);
  return text.replace(/&(?:(\w+)|#(\d+)|#x([\da-f]+));|&/gi, (whole, entity, decimal, hex, offset) => {
    const place = at + offset;
    if (whole === "&") return refuse("an & begins a reference such as &amp;; write &amp; for the character", place);
    if (entity !== undefined) return entities.get(entity) ?? refuse(`the entity ${whole} is not known`, place);
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const character = code > 0x10_ffff ? "\0" : String.fromCodePoint(code);
    return forbidden.test(character) ? refuse(`${whole} is not allowed in XML 1.0`, place) : character;
  });
}

function mistake(rest: string): string {
  if (/^<!DOCTYPE/.test(rest)) return "a document type (<!DOCTYPE …>) is not allowed; remove it";
  return "this is neither a tag with its attributes in quotes, nor a comment, nor a CDATA section";
}
