import { isWireFormatError, type JobRequest, loadXmlCodecs, type NotificationHubJob } from "@nh/wire";
import type { HubContext } from "../context.js";
import { late } from "../late.js";
import type { CallOptions } from "../options.js";
import { createPagedList, type PagedList } from "../pages.js";
import { readAccepted } from "./accepted-response.js";
import { idFromLocation } from "./id-from-location.js";
import { pollUntilDone, type WaitOptions } from "./poll.js";

/** Options of `waitForJob`. */
export interface JobWaitOptions extends WaitOptions {
  /** Called with the job after each question; `progress` is in percent. A promise is awaited, and an error ends the wait. */
  readonly onProgress?: ((job: NotificationHubJob) => unknown) | undefined;
}

const HOUR_MS = 60 * 60_000;
const atomEntry = { "Content-Type": "application/atom+xml;type=entry;charset=utf-8" };

/**
 * Submits a bulk import or export of registrations. Needs the Standard tier. Like a send it is repeated only when the service said that it
 * did nothing: a job submitted twice runs twice. Where the answer cannot be read but its `Location` names the job, what was asked for is answered
 * with that id: enough to wait for the job.
 *
 * @param job `outputContainerUri` carries a signature that allows reading, writing and listing; `importFileUri`, which every import needs,
 *   one that allows reading.
 * @throws {TypeError} when a URI is missing.
 * @throws {HubConnectionError} with `mayHaveBeenSent` when no answer came, or one that can neither be read nor names the job.
 */
export async function submitJob(
  context: HubContext,
  job: JobRequest,
  options?: CallOptions,
): Promise<NotificationHubJob> {
  if (typeof job?.type !== "string") throw new TypeError("A job needs a type, such as ExportRegistrations.");
  checkUri("outputContainerUri", job.outputContainerUri);
  if (job.type !== "ExportRegistrations") checkUri("importFileUri", job.importFileUri);
  const { decodeJobEntry, encodeJobEntry } = await late(loadXmlCodecs());
  const spec = { operation: "submitJob", headers: atomEntry, body: encodeJobEntry(job), repeat: "notNow" } as const;
  const answer = await context.call(spec, options);
  const jobId = idFromLocation(answer.header("Location"));
  const submitted = readAccepted(context, spec, answer, (text): NotificationHubJob => {
    try {
      return decodeJobEntry(text);
    } catch (error) {
      if (jobId === undefined || !isWireFormatError(error)) throw error;
      const { type, outputContainerUri, importFileUri, inputProperties } = job;
      return { type, status: "Started", progress: 0, outputContainerUri, importFileUri, inputProperties };
    }
  });
  return submitted.jobId !== undefined || jobId === undefined ? submitted : { ...submitted, jobId };
}

/**
 * Reads a job.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is none of this id.
 */
export async function getJob(context: HubContext, jobId: string, options?: CallOptions): Promise<NotificationHubJob> {
  const answer = await context.call({ operation: "getJob", parameter: jobId, repeat: "always" }, options);
  const { decodeJobEntry } = await late(loadXmlCodecs());
  return decodeJobEntry(answer.text);
}

/** Lists the jobs of the hub. The service answers them in one page. */
export function listJobs(context: HubContext, options?: CallOptions): PagedList<NotificationHubJob> {
  return createPagedList(async () => {
    const answer = await context.call({ operation: "listJobs", repeat: "always" }, options);
    const { decodeJobFeed } = await late(loadXmlCodecs());
    return { items: decodeJobFeed(answer.text).jobs };
  });
}

/**
 * Waits until a job is Completed or Failed, and answers it either way; `failure` says why it failed, and `failuresFileName` names the list
 * of the lines that were refused. A question whose failure may pass does not end the wait. `timeoutMs` is that of the whole wait; default 3,600,000.
 *
 * @param job The job, or its id.
 * @throws {HubTimeoutError} when the time is up; the job goes on.
 * @throws {HubResponseError} when the service refuses, such as NH_NOT_FOUND when there is no such job.
 */
export async function waitForJob(
  context: HubContext,
  job: string | NotificationHubJob,
  options: JobWaitOptions = {},
): Promise<NotificationHubJob> {
  const jobId = typeof job === "string" ? job : job.jobId;
  if (jobId === undefined) throw new TypeError("The job has no jobId; wait for one that submit answered.");
  const awaited = { operation: "getJob", parameter: jobId, what: "job" } as const;
  return pollUntilDone(context, awaited, options, HOUR_MS, async (call) => {
    const current = await getJob(context, jobId, call);
    await options.onProgress?.(current);
    if (current.status === "Completed" || current.status === "Failed") return { done: true, value: current };
    return { done: false, last: `it was ${current.status} at ${current.progress} %` };
  });
}

/** The operations on jobs, as `hub.jobs`. */
export interface Jobs {
  /** {@link submitJob} */
  submit(job: JobRequest, options?: CallOptions): Promise<NotificationHubJob>;
  /** {@link getJob} */
  get(jobId: string, options?: CallOptions): Promise<NotificationHubJob>;
  /** {@link listJobs} */
  list(options?: CallOptions): PagedList<NotificationHubJob>;
  /** {@link waitForJob} */
  wait(job: string | NotificationHubJob, options?: JobWaitOptions): Promise<NotificationHubJob>;
}

/** Binds the operations on jobs to a hub. */
export function jobsOf(context: HubContext): Jobs {
  return Object.freeze({
    submit: (job, options) => submitJob(context, job, options),
    get: (jobId, options) => getJob(context, jobId, options),
    list: (options) => listJobs(context, options),
    wait: (job, options) => waitForJob(context, job, options),
  } satisfies Jobs);
}

function checkUri(name: string, value: unknown): void {
  if (typeof value === "string" && value !== "") return;
  throw new TypeError(`This job needs ${name}, the address of a blob container or a blob with its signature.`);
}
