import { inputError } from "../cli-error.js";
import { asRecord, type JsonRecord } from "./json-fields.js";
import { parseJsonObject } from "./read-input.js";

/** A browser's subscription, as `PushSubscription.toJSON()` writes it or with the two keys beside the endpoint. */
export function parseSubscription(text: string, origin: string) {
  const document = parseJsonObject(text, origin);
  return requiredTexts({ ...asRecord(document.keys), ...document }, ["endpoint", "p256dh", "auth"], origin);
}

/** The handle of Baidu, which has two parts. */
export function parseBaiduHandle(text: string, origin: string) {
  return requiredTexts(parseJsonObject(text, origin), ["userId", "channelId"], origin);
}

function requiredTexts<const Name extends string>(
  document: JsonRecord,
  names: readonly Name[],
  origin: string,
): Readonly<Record<Name, string>> {
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = document[name];
    if (typeof value !== "string" || value === "") {
      throw inputError(`${origin} has no ${name}.`, `It is JSON with the texts ${names.join(", ")}.`);
    }
    texts[name] = value;
  }
  return texts as Record<Name, string>;
}
