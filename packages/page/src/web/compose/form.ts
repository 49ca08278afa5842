import type { DraftPlatform } from "./draft-platform.js";
import type { FormField } from "./form-fields.js";
import { readJsonField, writeJsonField } from "./json-form.js";
import { readXmlField, writeXmlField } from "./xml-form.js";

function isXmlPlatform(platform: DraftPlatform): boolean {
  return platform === "windows" || platform === "windowsphone";
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
 * title.
 */
export function concerns(problemField: string, { path }: FormField): boolean {
  const own = path.map((step) => step.replace(/\[.*$/, "").replace("@", "")).join(".");
  return problemField !== "" && problemField.replace(/\[\d+\]/g, "").toLowerCase() === own.toLowerCase();
}
