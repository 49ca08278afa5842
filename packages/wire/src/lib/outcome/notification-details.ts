import type { NativePlatform } from "@nh/payloads";
import { childElements, type XmlElement } from "@nh/payloads/xml";
import { formatDateTime } from "../date-time.js";
import { defined } from "../defined.js";
import { type PlatformWire, platformWire } from "../platform-wire.js";
import { namespaces } from "../xml/namespaces.js";
import { isNil, numberText, readServiceDocument, requiredText, serviceDate, serviceText } from "../xml/read.js";
import { documentNamespaces, textElement } from "../xml/write.js";
import type { NotificationDetails, NotificationState, OutcomeCounts } from "./types.js";

const DOCUMENT = "notification details";

/** The platforms whose counts stand before the error URI, in the order of the .NET contract. */
const beforeUri: readonly NativePlatform[] = ["apple", "windowsphone", "windows", "gcm", "adm"];
/**
 * Those whose counts stand after it: first the ones that contracts of other clients order, then all
 * others.
 */
const afterUri = /* @__PURE__ */ withOthers(["fcmv1", "baidu", "browser"]);

function withOthers(ordered: readonly NativePlatform[]): readonly NativePlatform[] {
  const known: ReadonlySet<NativePlatform> = new Set([...beforeUri, ...ordered]);
  const others = Object.values(platformWire).map((row) => row.platform);
  return [...ordered, ...others.filter((platform) => !known.has(platform))];
}

const states: readonly NotificationState[] = [
  "Abandoned",
  "Cancelled",
  "Completed",
  "Enqueued",
  "NoTargetFound",
  "Processing",
  "Scheduled",
  "Unknown",
  "DetailedStateAvailable",
];

/**
 * Writes the details of a notification in the order of the service's contract. Platforms without
 * counts are omitted.
 */
export function encodeNotificationDetails(details: NotificationDetails): string {
  return [
    `<NotificationDetails ${documentNamespaces}>`,
    textElement(DOCUMENT, "NotificationId", details.notificationId),
    textElement(DOCUMENT, "Location", details.location),
    textElement(DOCUMENT, "State", details.state),
    textElement(DOCUMENT, "EnqueueTime", details.enqueueTime && formatDateTime(details.enqueueTime)),
    textElement(DOCUMENT, "StartTime", details.startTime && formatDateTime(details.startTime)),
    textElement(DOCUMENT, "EndTime", details.endTime && formatDateTime(details.endTime)),
    textElement(DOCUMENT, "NotificationBody", details.notificationBody),
    textElement(DOCUMENT, "Tags", details.tags),
    textElement(DOCUMENT, "TargetPlatforms", details.targetPlatforms?.join(",")),
    ...beforeUri.map((platform) => encodeCounts(platform, details.outcomeCounts[platform])),
    textElement(DOCUMENT, "PnsErrorDetailsUri", details.pnsErrorDetailsUri),
    ...afterUri.map((platform) => encodeCounts(platform, details.outcomeCounts[platform])),
    "</NotificationDetails>",
  ].join("");
}

/**
 * Reads the details of a notification, with its elements in any order.
 *
 * @throws {WireFormatError} when it is another document.
 */
export function decodeNotificationDetails(xml: string): NotificationDetails {
  const root = readServiceDocument(DOCUMENT, xml, "NotificationDetails");
  const date = (name: string) => serviceDate(DOCUMENT, root, name);
  const platforms = serviceText(root, "TargetPlatforms");
  return defined({
    notificationId: serviceText(root, "NotificationId"),
    location: serviceText(root, "Location"),
    state: readState(serviceText(root, "State")),
    enqueueTime: date("EnqueueTime"),
    startTime: date("StartTime"),
    endTime: date("EndTime"),
    notificationBody: serviceText(root, "NotificationBody"),
    tags: serviceText(root, "Tags"),
    targetPlatforms: platforms === undefined ? undefined : splitList(platforms),
    pnsErrorDetailsUri: serviceText(root, "PnsErrorDetailsUri")?.trim() || undefined,
    outcomeCounts: readAllCounts(root),
  });
}

function readState(text: string | undefined): NotificationState {
  const word = text?.trim().toLowerCase() ?? "";
  if (word === "canceled") return "Cancelled";
  return states.find((state) => state.toLowerCase() === word) ?? "Unknown";
}

function splitList(text: string): string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

function encodeCounts(platform: NativePlatform, counts: OutcomeCounts | undefined): string {
  const entries = Object.entries(counts ?? {});
  if (entries.length === 0) return "";
  const element = platformWire[platform].outcomeElement;
  const outcomes = entries.map(
    ([name, count]) =>
      `<Outcome>${textElement(DOCUMENT, "Name", name)}${textElement(DOCUMENT, "Count", count)}</Outcome>`,
  );
  return `<${element}>${outcomes.join("")}</${element}>`;
}

/**
 * The counts of the legacy FCM API are in `GcmOutcomeCounts`, or in `FcmOutcomeCounts` by the
 * contract of the .NET client. Both add up.
 */
function readAllCounts(root: XmlElement): Partial<Record<NativePlatform, OutcomeCounts>> {
  const all: Partial<Record<NativePlatform, OutcomeCounts>> = {};
  const rows: readonly PlatformWire[] = Object.values(platformWire);
  for (const child of childElements(root, undefined, namespaces.serviceBus)) {
    const name = child.name === "FcmOutcomeCounts" ? platformWire.gcm.outcomeElement : child.name;
    const row = rows.find((candidate) => candidate.outcomeElement === name);
    if (row === undefined || isNil(child)) continue;
    all[row.platform] = addCounts(child, all[row.platform]);
  }
  return all;
}

function addCounts(element: XmlElement, before: OutcomeCounts = {}): OutcomeCounts {
  const counts = new Map(Object.entries(before));
  for (const outcome of childElements(element, "Outcome", namespaces.serviceBus)) {
    const name = requiredText(DOCUMENT, outcome, "Name").trim();
    const count = numberText(DOCUMENT, `${element.name}/Outcome/Count`, requiredText(DOCUMENT, outcome, "Count"));
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return Object.fromEntries(counts);
}
