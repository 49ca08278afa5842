import { invalidField } from "../errors.js";
import { windowsFacts } from "../facts.js";
import { WNS_LIMIT_BYTES } from "../limits.js";
import { type BuiltNotification, createNotification } from "../notification.js";
import { largestXmlField } from "../xml/largest-xml-field.js";
import { parseXmlPayload } from "../xml/parse-xml-payload.js";
import { checkBadgeXml, checkTileXml, checkToastXml } from "./check-wns-xml.js";
import { readWindowsOptions, type WindowsOptions, type WnsType } from "./wns-options.js";

const types = new Map<string, { readonly type: WnsType; readonly check: typeof checkToastXml }>([
  ["toast", { type: "wns/toast", check: checkToastXml }],
  ["tile", { type: "wns/tile", check: checkTileXml }],
  ["badge", { type: "wns/badge", check: checkBadgeXml }],
]);

/**
 * A toast, tile or badge from XML as Windows documents it. `X-WNS-Type` follows from the root
 * element. The document meets the rules of the typed builders, and is sent as it is but for a byte
 * order mark.
 *
 * @example
 * windows('<badge value="7"/>', { ttlSeconds: 3_600 });
 * @throws {PayloadError} NH_PAYLOAD_INVALID for malformed XML (cause: XmlError), a document type,
 * another root element or a broken rule; NH_PAYLOAD_TOO_LARGE above 5,000 bytes.
 */
export function windows(xml: string, options?: WindowsOptions): BuiltNotification {
  const { body, root } = parseXmlPayload("windows", xml, WNS_LIMIT_BYTES);
  const found = types.get(root.name);
  if (found === undefined) {
    const lowerCase = root.name.toLowerCase();
    const advice = types.has(lowerCase)
      ? `; names are case-sensitive: write <${lowerCase}>`
      : "; use windowsRaw(text) for XML of your own";
    const shown = root.name.slice(0, 40);
    throw invalidField(
      "windows",
      "",
      `has the root element <${shown}>; it must be <toast>, <tile> or <badge>${advice}`,
    );
  }
  const read = readWindowsOptions(found.type, options);
  found.check(root, read);
  return createNotification("windows", windowsFacts, read, body, largestXmlField);
}
