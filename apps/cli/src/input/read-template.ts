import { decodeInstallation, type InstallationTemplate } from "@nh/wire";
import type { Io } from "../io.js";
import { decodeInput } from "./decode-input.js";
import { asRecord } from "./json-fields.js";
import { readDocument } from "./read-document.js";

/**
 * Reads a template given inline, as a file, or as `-` for stdin: its body alone, or a document
 * `{ body, headers, expiry, tags }` as the service stores it and as `nh init` writes it.
 */
export async function readTemplate(given: string, io: Io): Promise<InstallationTemplate> {
  const { text, origin } = await readDocument(given, "The template", io);
  const content = text.trim();
  const document = wholeTemplate(content);
  if (document === undefined) return { body: content };
  // The codec of the protocol checks the shape, but reads a template only as part of a device.
  const device = { installationId: "-", platform: "apns", pushChannel: "-", templates: { template: document } };
  return decodeInput(decodeInstallation, JSON.stringify(device), origin).templates?.template ?? { body: content };
}

/**
 * The keys of a template document. A browser's payload may have a string called `body` too, but
 * that string holds no document.
 */
const templateKeys = new Set(["body", "headers", "expiry", "tags"]);

function wholeTemplate(content: string): object | undefined {
  if (!content.startsWith("{")) return undefined;
  try {
    const document: unknown = JSON.parse(content);
    const { body, ...rest } = asRecord(document);
    const isWhole = typeof body === "string" && /^\s*[{<]/.test(body);
    return isWhole && Object.keys(rest).every((key) => templateKeys.has(key)) ? { body, ...rest } : undefined;
  } catch {
    // The body of a template need not be JSON before it is rendered; the linter checks it.
    return undefined;
  }
}
