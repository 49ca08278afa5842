import { isWireFormatError, type JobRequest, loadXmlCodecs, type NotificationHubJob } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { checkOptions, functionRule, type OptionRules } from "../check-options.js";
import { connectionOf, type HubConnection, type HubContext } from "../context.js";
import { type HubPromise, hubPromise, shown } from "../hub-promise.js";
import { loadPart } from "../load-part.js";
import type { CallOptions } from "../options.js";
import { createPagedList, type PagedList } from "../pages.js";
import { readAccepted } from "./accepted-response.js";
import { encodeArgument } from "./encode-argument.js";
import { idFromLocation } from "./id-from-location.js";
import { pollUntilDone, type WaitOptions, waitRules } from "./poll.js";

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
const atomEntry = { "Content-Type": "application/atom+xml;type=entry;charset=utf-8" };

/**
 * Submits a bulk import or export of registrations. Needs the Standard tier. Like a send, it is
 * retried only when the service says that it did nothing: a job submitted twice runs twice. When
 * the response cannot be read but its `Location` names the job, the result is the request with that
 * id: enough to wait for the job.
 *
 * @param job `outputContainerUri` carries a signature that allows reading, writing and listing;
 *   `importFileUri`, which every import needs, one that allows reading.
 * @throws {ArgumentError} when a URI is missing.
 * @throws {HubConnectionError} with `mayHaveBeenSent` when no response came, or one that can
 *   neither be read nor names the job.
 */
export function submitJob(context: HubContext, job: JobRequest, options?: CallOptions): HubPromise<NotificationHubJob> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    if (typeof job?.type !== "string")
      throw new ArgumentError("jobs.submit", "type", "must be the type of a job, such as ExportRegistrations");
    checkUri("outputContainerUri", job.outputContainerUri);
    if (job.type !== "ExportRegistrations") checkUri("importFileUri", job.importFileUri);
    const { decodeJobEntry, encodeJobEntry } = await loadPart(loadXmlCodecs());
    const call = "jobs.submit";
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
    return await readJob(connectionOf(context, onResponse), "jobs.get", jobId, options);
  });
}

/** Lists the jobs of the hub. The service returns them in one page. */
export function listJobs(context: HubContext, options?: CallOptions): PagedList<NotificationHubJob> {
  const connection = connectionOf(context);
  return createPagedList(async () => {
    const response = await connection.call(
      { operation: "listJobs", call: "jobs.list", retryRule: "idempotent" },
      options,
    );
    const { decodeJobFeed } = await loadPart(loadXmlCodecs());
    return { items: decodeJobFeed(response.text).jobs, response: shown(response) };
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
  return decodeJobEntry(response.text);
}

function checkUri(name: string, value: unknown): void {
  if (typeof value === "string" && value !== "") return;
  throw new ArgumentError("jobs.submit", name, "must be the address of a blob container or a blob, with its signature");
}
