import { platformFacts } from "@nh/payloads";
import type { DraftPlatform } from "./draft-platform.js";
import type { FormField } from "./form-fields.js";
import { readJsonField, writeJsonField } from "./json-form.js";
import { readXmlField, writeXmlField } from "./xml-form.js";

export function isXmlPlatform(platform: DraftPlatform): boolean {
  return platform !== "every" && platformFacts[platform].bodyFormat === "xml";
}

/** What a field of the document holds; undefined when the document has no form. */
export function readField(platform: DraftPlatform, body: string, field: FormField): string | undefined {
  return isXmlPlatform(platform) ? readXmlField(body, field) : readJsonField(body, field);
}

/** The document with another value in the field. */
export function writeField(platform: DraftPlatform, body: string, field: FormField, text: string): string {
  return isXmlPlatform(platform) ? writeXmlField(body, field, text) : writeJsonField(body, field, text);
}

/**
 * Whether a problem of the builder concerns a field: `aps.alert.title` and the path aps, alert,
 * title. A problem inside a list or an object concerns the field that holds it. In XML the builder
 * names the root first.
 */
export function concerns(platform: DraftPlatform, problemField: string, { path, kind }: FormField): boolean {
  const own = plain(path.join(".").replace(/\.?@/, "@"));
  const problem = plain(isXmlPlatform(platform) ? problemField.replace(/^\w+\.?/, "") : problemField);
  return problem === own || (kind === "json" && problem.startsWith(own) && /[.[]/.test(problem.charAt(own.length)));
}

/** A builder leaves out the index of an element that is the only one. */
function plain(path: string): string {
  return path.toLowerCase().replaceAll("[0]", "");
}
