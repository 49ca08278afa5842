import { childElement, childElements, type XmlElement } from "@nh/payloads/xml";
import { readEntry, readFeed } from "../atom/read-entry.js";
import { defined } from "../defined.js";
import { WireFormatError } from "../wire-format-error.js";
import { namespaces } from "../xml/namespaces.js";
import { numberText, requiredText, serviceChild, serviceDate, serviceText } from "../xml/read.js";
import { type JobStatus, jobTypes, type NotificationHubJob } from "./types.js";

const DOCUMENT = "job";

const jobStatuses: readonly JobStatus[] = ["Started", "Running", "Completed", "Failed"];

/**
 * Reads an entry that carries a job, from a request or a response.
 *
 * @throws {WireFormatError} when it is not such an entry, or names an unknown type or status.
 */
export function decodeJobEntry(xml: string): NotificationHubJob {
  return readJob(readEntry(DOCUMENT, xml).content);
}

/**
 * Reads a list of jobs.
 *
 * @throws {WireFormatError} when it is not such a list.
 */
export function decodeJobFeed(xml: string): { jobs: NotificationHubJob[] } {
  return { jobs: readFeed("job feed", xml).map(({ content }) => readJob(content)) };
}

function readJob(element: XmlElement): NotificationHubJob {
  if (element.name !== "NotificationHubJob" || element.namespace !== namespaces.serviceBus) {
    throw new WireFormatError({
      document: DOCUMENT,
      path: element.name,
      rule: "expected NotificationHubJob in the service's namespace",
    });
  }
  const progress = serviceText(element, "Progress");
  const status = serviceText(element, "Status");
  const outputProperties = readProperties(element, "OutputProperties");
  return defined({
    jobId: serviceText(element, "JobId")?.trim() || undefined,
    type: oneOf(jobTypes, "Type", requiredText(DOCUMENT, element, "Type")),
    status: status === undefined ? "Started" : oneOf(jobStatuses, "Status", status),
    progress: progress === undefined ? 0 : numberText(DOCUMENT, "Progress", progress),
    outputContainerUri: requiredText(DOCUMENT, element, "OutputContainerUri").trim(),
    importFileUri: serviceText(element, "ImportFileUri")?.trim() || undefined,
    inputProperties: readProperties(element, "InputProperties"),
    outputProperties,
    outputFileName: outputProperties?.OutputFilePath,
    failuresFileName: outputProperties?.FailedFilePath,
    failure: serviceText(element, "Failure") || undefined,
    createdAt: serviceDate(DOCUMENT, element, "CreatedAt"),
    updatedAt: serviceDate(DOCUMENT, element, "UpdatedAt"),
  });
}

function oneOf<Word extends string>(words: readonly Word[], path: string, text: string): Word {
  const found = words.find((word) => word === text.trim());
  if (found !== undefined) return found;
  throw new WireFormatError({
    document: DOCUMENT,
    path,
    excerpt: text,
    rule: `expected one of ${words.join(", ")}`,
  });
}

function readProperties(element: XmlElement, name: string): Record<string, string> | undefined {
  const list = serviceChild(element, name);
  if (list === undefined) return undefined;
  const entries = childElements(list, "KeyValueOfstringstring", namespaces.arrays).map((item) => {
    const key = childElement(item, "Key", namespaces.arrays)?.text;
    const value = childElement(item, "Value", namespaces.arrays)?.text;
    if (key === undefined || value === undefined) {
      throw new WireFormatError({ document: DOCUMENT, path: name, rule: "expected a Key and a Value in each pair" });
    }
    return [key, value] as const;
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
