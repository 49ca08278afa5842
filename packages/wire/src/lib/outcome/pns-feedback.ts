import { formatDateTime } from "../date-time.js";
import { defined } from "../defined.js";
import { platformWord } from "../platform-wire.js";
import { WireFormatError } from "../wire-format-error.js";
import { readServiceDocument, requiredText, serviceDate, serviceText } from "../xml/read.js";
import { documentNamespaces, textElement } from "../xml/write.js";
import type { PnsFeedback } from "./types.js";

const DOCUMENT = "PNS feedback";

/** Writes one record of the feedback container, as one line. */
export function encodePnsFeedback(feedback: PnsFeedback): string {
  return [
    `<PnsFeedback ${documentNamespaces}>`,
    textElement(DOCUMENT, "FeedbackTime", formatDateTime(feedback.feedbackTime)),
    textElement(DOCUMENT, "NotificationSystemError", feedback.notificationSystemError),
    textElement(DOCUMENT, "Platform", feedback.platform),
    textElement(DOCUMENT, "PnsHandle", feedback.handle),
    textElement(DOCUMENT, "RegistrationId", feedback.registrationId),
    textElement(DOCUMENT, "InstallationId", feedback.installationId),
    textElement(DOCUMENT, "NotificationId", feedback.notificationId),
    textElement(DOCUMENT, "NewPnsHandle", feedback.newHandle),
    "</PnsFeedback>",
  ]
    .join("")
    .replaceAll("\n", "&#10;");
}

/**
 * Reads one record of the feedback container.
 *
 * @throws {WireFormatError} when it is another document, or lacks one of the four elements that
 * every record has.
 */
export function decodePnsFeedback(xml: string): PnsFeedback {
  const root = readServiceDocument(DOCUMENT, xml, "PnsFeedback");
  const feedbackTime = serviceDate(DOCUMENT, root, "FeedbackTime");
  if (feedbackTime === undefined) {
    throw new WireFormatError({ document: DOCUMENT, path: "PnsFeedback/FeedbackTime", rule: "the element is missing" });
  }
  return defined({
    feedbackTime,
    notificationSystemError: requiredText(DOCUMENT, root, "NotificationSystemError"),
    platform: platformWord(requiredText(DOCUMENT, root, "Platform")),
    handle: requiredText(DOCUMENT, root, "PnsHandle"),
    registrationId: serviceText(root, "RegistrationId"),
    installationId: serviceText(root, "InstallationId"),
    notificationId: serviceText(root, "NotificationId"),
    newHandle: serviceText(root, "NewPnsHandle"),
  });
}
