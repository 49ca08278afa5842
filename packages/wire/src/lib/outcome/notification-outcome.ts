import { childElements } from "@nh/payloads/xml";
import { platformWord } from "../platform-wire.js";
import { namespaces } from "../xml/namespaces.js";
import { numberText, readServiceDocument, requiredText, serviceChild, serviceText } from "../xml/read.js";
import { documentNamespaces, textElement } from "../xml/write.js";
import type { NotificationOutcome, RegistrationResult } from "./types.js";

const DOCUMENT = "notification outcome";

/**
 * Writes the response to a test send. An empty list is `<Results i:nil="true" />`, as the service
 * writes it.
 */
export function encodeNotificationOutcome(outcome: NotificationOutcome): string {
  const results =
    outcome.results.length === 0
      ? '<Results i:nil="true" />'
      : `<Results>${outcome.results.map(encodeResult).join("")}</Results>`;
  const counts = textElement(DOCUMENT, "Success", outcome.success) + textElement(DOCUMENT, "Failure", outcome.failure);
  return `<NotificationOutcome ${documentNamespaces}>${counts}${results}</NotificationOutcome>`;
}

/**
 * Reads the response to a test send. Absent or nil results are an empty list.
 *
 * @throws {WireFormatError} when it is another document.
 */
export function decodeNotificationOutcome(xml: string): NotificationOutcome {
  const root = readServiceDocument(DOCUMENT, xml, "NotificationOutcome");
  const results = serviceChild(root, "Results");
  return {
    success: numberText(DOCUMENT, "Success", requiredText(DOCUMENT, root, "Success")),
    failure: numberText(DOCUMENT, "Failure", requiredText(DOCUMENT, root, "Failure")),
    results:
      results === undefined
        ? []
        : childElements(results, "RegistrationResult", namespaces.serviceBus).map((result) => ({
            platform: platformWord(serviceText(result, "ApplicationPlatform") ?? ""),
            handle: serviceText(result, "PnsHandle") ?? "",
            registrationId: serviceText(result, "RegistrationId") ?? "",
            outcome: serviceText(result, "Outcome") ?? "",
          })),
  };
}

function encodeResult(result: RegistrationResult): string {
  return [
    "<RegistrationResult>",
    textElement(DOCUMENT, "ApplicationPlatform", result.platform),
    textElement(DOCUMENT, "PnsHandle", result.handle),
    textElement(DOCUMENT, "RegistrationId", result.registrationId),
    textElement(DOCUMENT, "Outcome", result.outcome),
    "</RegistrationResult>",
  ].join("");
}
