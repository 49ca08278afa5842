import type { PatchOperation } from "@nh/wire";
import { asRecord, type JsonRecord } from "../input/json-fields.js";
import type { Finding } from "./finding.js";
import { lintTags, lintUserId } from "./lint-tags.js";
import { lintTemplateBody } from "./lint-template-body.js";

/**
 * Finds errors and likely mistakes in what a patch stores. A patch does not say which platform the
 * device has, so the linter of templates guesses it from the body.
 */
export function lintPatch(operations: readonly PatchOperation[]): readonly Finding[] {
  return operations.flatMap((operation) => {
    if (operation.op === "remove") return [];
    const { value } = operation;
    // The service ignores the letter case of names.
    const path = operation.path.toLowerCase();
    if (/\/tags(\/[^/]*)?$/.test(path)) return lintTags(strings(value));
    if (path === "/userid") return strings(value).flatMap(lintUserId);
    if (/\/templates\/[^/]+$/.test(path)) return lintTemplate(documentIn(value));
    return [];
  });
}

function lintTemplate({ body, headers, tags }: JsonRecord): readonly Finding[] {
  const stored = headers === undefined ? undefined : (asRecord(headers) as Record<string, string>);
  return [...lintTags(strings(tags)), ...(typeof body === "string" ? lintTemplateBody(body, undefined, stored) : [])];
}

const strings = (value: unknown) => [value].flat().filter((item) => typeof item === "string");

/** A patch carries objects as JSON in a string, or as they are. */
function documentIn(value: unknown): JsonRecord {
  if (typeof value !== "string") return asRecord(value);
  try {
    return asRecord(JSON.parse(value));
  } catch {
    return {};
  }
}
