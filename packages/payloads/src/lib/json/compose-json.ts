import { createNotification, type Notification } from "../notification.js";
import type { JsonObject } from "./json-value.js";
import { readPayload } from "./read-payload.js";
import type { Place, Rule } from "./rule.js";

type Headers = Readonly<Record<string, string>> | undefined;

/**
 * The notification of a platform that speaks JSON: text keeps its bytes, an object is written as its rule says.
 *
 * @param headers What goes beside the body, told from the JSON that the rule answers.
 * @throws {PayloadError} NH_PAYLOAD_INVALID for the first field that breaks a rule, NH_PAYLOAD_TOO_LARGE for the body.
 * @throws {TypeError} for a payload that is neither object nor text.
 */
export function composeJson(
  facts: Pick<Notification, "platform" | "contentType"> & { readonly limitBytes: number },
  payload: unknown,
  rule: Rule,
  headers: (wire: JsonObject, place: Place) => Headers,
): Notification {
  const [wire, place] = readPayload(facts, payload, rule);
  return createNotification({
    ...facts,
    headers: headers(wire, place),
    body: place.own ? (payload as string) : JSON.stringify(wire),
  });
}
