import { inputError } from "../cli-error.js";
import { asRecord, type JsonRecord } from "./json-fields.js";
import { parseJsonObject } from "./read-input.js";

/**
 * A browser's subscription, as `PushSubscription.toJSON()` returns it or with the two keys beside
 * the endpoint.
 */
export function parseSubscription(text: string, origin: string) {
  const document = parseJsonObject(text, origin);
  return requiredStrings({ ...asRecord(document.keys), ...document }, ["endpoint", "p256dh", "auth"], origin);
}

/** The handle of Baidu, which has two parts. */
export function parseBaiduHandle(text: string, origin: string) {
  return requiredStrings(parseJsonObject(text, origin), ["userId", "channelId"], origin);
}

function requiredStrings<const Name extends string>(
  document: JsonRecord,
  names: readonly Name[],
  origin: string,
): Readonly<Record<Name, string>> {
  const strings: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = document[name];
    if (typeof value !== "string" || value === "") {
      throw inputError(`${origin} has no ${name}.`, `Expected a JSON object with the strings ${names.join(", ")}.`);
    }
    strings[name] = value;
  }
  return strings as Record<Name, string>;
}
