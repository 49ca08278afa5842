import { decodeInstallation, type InstallationTemplate } from "@nh/wire";
import type { Io } from "../io.js";
import { decodeInput } from "./decode-input.js";
import { asRecord } from "./json-fields.js";
import { readInput } from "./read-input.js";

/**
 * A template out of a file, or of stdin for `-`: its body alone, or a document `{ body, headers, expiry, tags }` as the
 * service stores it, such as `nh init` writes.
 */
export async function readTemplateFile(path: string, io: Io): Promise<InstallationTemplate> {
  const content = (await readInput(path, io)).trim();
  const document = wholeTemplate(content);
  if (document === undefined) return { body: content };
  // The codec of the protocol checks the shape, and it reads templates as a part of their device.
  const device = { installationId: "-", platform: "apns", pushChannel: "-", templates: { template: document } };
  return decodeInput(decodeInstallation, JSON.stringify(device)).templates?.template ?? { body: content };
}

/** What a document with a template has beside its body. A browser's payload may have a text called `body` too, but no document in it. */
const templateKeys = new Set(["body", "headers", "expiry", "tags"]);

function wholeTemplate(content: string): object | undefined {
  if (!content.startsWith("{")) return undefined;
  try {
    const document: unknown = JSON.parse(content);
    const { body, ...rest } = asRecord(document);
    const isWhole = typeof body === "string" && /^\s*[{<]/.test(body);
    return isWhole && Object.keys(rest).every((key) => templateKeys.has(key)) ? { body, ...rest } : undefined;
  } catch {
    // A template may be no JSON before it is rendered; the linter judges it.
    return undefined;
  }
}
