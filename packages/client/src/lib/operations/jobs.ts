import { isWireFormatError, type JobRequest, jobTypes, loadXmlCodecs, type NotificationHubJob } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { checkOptions, functionRule, type OptionRules } from "../check-options.js";
import { connectionOf, type HubConnection, type HubContext } from "../context.js";
import { type HubPromise, hubPromise, shown } from "../hub-promise.js";
import { loadPart } from "../load-part.js";
import type { CallOptions } from "../options.js";
import { createPagedList, type PagedList } from "../pages.js";
import { readAccepted } from "./accepted-response.js";
import { atomEntry } from "./atom-entry.js";
import { checkId } from "./check-id.js";
import { anything, must, mustBeStringMap, mustHaveMembers } from "./check-members.js";
import { encodeArgument } from "./encode-argument.js";
import { idFromLocation } from "./id-from-location.js";
import { pollUntilDone, type WaitOptions, waitRules } from "./poll.js";
import { readResponse } from "./read-response.js";

/** Options of `waitForJob`. */
export interface JobWaitOptions extends WaitOptions {
  /**
   * Called with the job after each poll; `progress` is in percent. A promise that it returns is
   * awaited, and an error ends the wait.
   */
  readonly onProgress?: ((job: NotificationHubJob) => unknown) | undefined;
}

const jobWaitRules: OptionRules<JobWaitOptions> = { ...waitRules, onProgress: functionRule };

const HOUR_MS = 60 * 60_000;

const mustBeUri = must({
  accepts: (value) => typeof value === "string" && value !== "",
  form: "the address of a blob container or a blob, with its signature",
});

/** A job that was read may be submitted again: what the service has written on it is not sent. */
const mustBeJob = mustHaveMembers<NotificationHubJob>(
  "a job, such as { type, outputContainerUri }",
  {
    jobId: anything,
    type: must({
      accepts: (value) => (jobTypes as readonly unknown[]).includes(value),
      form: `one of ${jobTypes.join(", ")}`,
    }),
    status: anything,
    progress: anything,
    outputContainerUri: mustBeUri,
    importFileUri: mustBeUri,
    inputProperties: mustBeStringMap,
    outputProperties: anything,
    outputFileName: anything,
    failuresFileName: anything,
    failure: anything,
    createdAt: anything,
    updatedAt: anything,
  },
  { importFileUrl: "importFileUri", outputContainerUrl: "outputContainerUri" },
  ["type", "outputContainerUri"],
);

/**
 * Submits a bulk import or export of registrations. Needs the Standard tier. Like a send, it is
 * retried only when the service says that it did nothing: a job submitted twice runs twice. When
 * the response cannot be read but its `Location` names the job, the result is the request with that
 * id: enough to wait for the job.
 *
 * @param job `outputContainerUri` carries a signature that allows reading, writing and listing;
 *   `importFileUri`, which every import needs, one that allows reading.
 * @throws {ArgumentError} naming the member that is missing or wrong, such as `job.importFileUri`.
 * @throws {HubConnectionError} with `mayHaveBeenSent` when no response came, or one that can
 *   neither be read nor names the job.
 */
export function submitJob(context: HubContext, job: JobRequest, options?: CallOptions): HubPromise<NotificationHubJob> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    const call = "jobs.submit";
    mustBeJob(call, "job", job);
    if (job.type !== "ExportRegistrations") mustBeUri(call, "job.importFileUri", job.importFileUri);
    const { decodeJobEntry, encodeJobEntry } = await loadPart(loadXmlCodecs());
    const body = encodeArgument(call, "job", () => encodeJobEntry(job));
    const spec = { operation: "submitJob", call, headers: atomEntry, body, retryRule: "send" } as const;
    const response = await connection.call(spec, options);
    const jobId = idFromLocation(response.header("Location"));
    const submitted = readAccepted(connection, spec, response, (text): NotificationHubJob => {
      try {
        return decodeJobEntry(text);
      } catch (error) {
        if (jobId === undefined || !isWireFormatError(error)) throw error;
        const { type, outputContainerUri, importFileUri, inputProperties } = job;
        return { type, status: "Started", progress: 0, outputContainerUri, importFileUri, inputProperties };
      }
    });
    return submitted.jobId !== undefined || jobId === undefined ? submitted : { ...submitted, jobId };
  });
}

/**
 * Reads a job.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is no job with this id.
 */
export function getJob(context: HubContext, jobId: string, options?: CallOptions): HubPromise<NotificationHubJob> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    return await readJob(connection, "jobs.get", checkId("jobs.get", "jobId", "getJob", jobId), options);
  });
}

/** Lists the jobs of the hub. The service returns them in one page. */
export function listJobs(context: HubContext, options?: CallOptions): PagedList<NotificationHubJob> {
  const connection = connectionOf(context);
  return createPagedList(async () => {
    const call = "jobs.list";
    const response = await connection.call({ operation: "listJobs", call, retryRule: "idempotent" }, options);
    const { decodeJobFeed } = await loadPart(loadXmlCodecs());
    return { items: readResponse(call, response, decodeJobFeed).jobs, response: shown(response) };
  });
}

/**
 * Waits until a job is Completed or Failed, and returns it either way; `failure` says why it
 * failed, and `failuresFileName` names the list of the lines that were refused. A temporary failure
 * of a poll does not end the wait. `timeoutMs` limits the whole wait; default 3,600,000.
 *
 * @param job The job, or its id.
 * @throws {HubTimeoutError} when the time is over; the job goes on.
 * @throws {HubResponseError} when the service refuses, such as NH_NOT_FOUND when there is no such
 * job.
 * @throws {ArgumentError} when an option is wrong, or the job has no id.
 */
export function waitForJob(
  context: HubContext,
  job: string | NotificationHubJob,
  options: JobWaitOptions = {},
): HubPromise<NotificationHubJob> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    checkOptions("jobs.wait", options, jobWaitRules);
    const { onProgress } = options;
    const jobId = typeof job === "string" ? job : job?.jobId;
    if (jobId === undefined)
      throw new ArgumentError(
        "jobs.wait",
        "job",
        "must be a jobId, or a job that has one. Wait for one that submit returned",
      );
    checkId("jobs.wait", "job", "getJob", jobId);
    const awaited = { operation: "getJob", parameter: jobId, what: "job" } as const;
    return pollUntilDone(connection, awaited, options, HOUR_MS, async (call) => {
      const current = await readJob(connection, "jobs.wait", jobId, call);
      await onProgress?.(current);
      if (current.status === "Completed" || current.status === "Failed") return { done: true, value: current };
      return { done: false, last: `it is still ${current.status} at ${current.progress} %` };
    });
  });
}

async function readJob(
  connection: HubConnection,
  call: string,
  jobId: string,
  options: CallOptions | undefined,
): Promise<NotificationHubJob> {
  const spec = { operation: "getJob", call, parameter: jobId, retryRule: "idempotent" } as const;
  const response = await connection.call(spec, options);
  const { decodeJobEntry } = await loadPart(loadXmlCodecs());
  return readResponse(call, response, decodeJobEntry);
}
