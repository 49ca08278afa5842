import {
  type EntryLinks,
  type FeedLinks,
  writeFeed,
  writeRequestEntry,
  writeResponseEntry,
} from "../atom/write-entry.js";
import { formatDateTime } from "../date-time.js";
import { namespaces } from "../xml/namespaces.js";
import { documentNamespaces, textElement } from "../xml/write.js";
import type { JobRequest, NotificationHubJob } from "./types.js";

const DOCUMENT = "job";

/**
 * Writes the body of a request that submits a job.
 *
 * @throws {WireFormatError} when a value contains a character that XML cannot hold.
 */
export function encodeJobEntry(job: JobRequest): string {
  const content = [
    `<NotificationHubJob ${documentNamespaces}>`,
    textElement(DOCUMENT, "Type", job.type),
    textElement(DOCUMENT, "OutputContainerUri", job.outputContainerUri),
    textElement(DOCUMENT, "ImportFileUri", job.importFileUri),
    properties("InputProperties", job.inputProperties),
    "</NotificationHubJob>",
  ];
  return writeRequestEntry(content.join(""));
}

/** Writes the response to submitting or reading a job. */
export function encodeJobResponse(job: NotificationHubJob, links: EntryLinks): string {
  return writeResponseEntry(encodeJob(job), links, { inFeed: false });
}

/** Writes the list of jobs. */
export function encodeJobFeed(
  links: FeedLinks,
  entries: Iterable<{ readonly job: NotificationHubJob; readonly links: EntryLinks }>,
): string {
  const written = Array.from(entries, ({ job, links: entry }) =>
    writeResponseEntry(encodeJob(job), entry, { inFeed: true }),
  );
  return writeFeed("jobs", links, written);
}

/** Omits the status while it is `Started` and the progress while it is 0, as the service does. */
function encodeJob(job: NotificationHubJob): string {
  const outputProperties = {
    ...job.outputProperties,
    ...(job.outputFileName === undefined ? {} : { OutputFilePath: job.outputFileName }),
    ...(job.failuresFileName === undefined ? {} : { FailedFilePath: job.failuresFileName }),
  };
  return [
    `<NotificationHubJob ${documentNamespaces}>`,
    textElement(DOCUMENT, "JobId", job.jobId),
    job.progress === 0 ? "" : textElement(DOCUMENT, "Progress", job.progress),
    textElement(DOCUMENT, "Type", job.type),
    job.status === "Started" ? "" : textElement(DOCUMENT, "Status", job.status),
    textElement(DOCUMENT, "OutputContainerUri", job.outputContainerUri),
    textElement(DOCUMENT, "ImportFileUri", job.importFileUri),
    properties("InputProperties", job.inputProperties),
    textElement(DOCUMENT, "Failure", job.failure),
    properties("OutputProperties", outputProperties),
    textElement(DOCUMENT, "CreatedAt", job.createdAt && formatDateTime(job.createdAt)),
    textElement(DOCUMENT, "UpdatedAt", job.updatedAt && formatDateTime(job.updatedAt)),
    "</NotificationHubJob>",
  ].join("");
}

/** The prefix is the service's own: `@azure/notification-hubs` looks for exactly these letters. */
function properties(element: string, values: Readonly<Record<string, string>> | undefined): string {
  const entries = Object.entries(values ?? {});
  if (entries.length === 0) return "";
  const items = entries.map(
    ([key, value]) =>
      `<d3p1:KeyValueOfstringstring>${textElement(DOCUMENT, "d3p1:Key", key)}${textElement(DOCUMENT, "d3p1:Value", value)}</d3p1:KeyValueOfstringstring>`,
  );
  return `<${element} xmlns:d3p1="${namespaces.arrays}">${items.join("")}</${element}>`;
}
