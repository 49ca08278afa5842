import type { JobRequest, NotificationHubJob } from "@nh/wire";
import type { HubContext } from "../context.js";
import type { HubPromise } from "../hub-promise.js";
import { lazyCall } from "../lazy-call.js";
import { lazyPagedList } from "../lazy-list.js";
import type { JobWaitOptions } from "../operations/jobs.js";
import type { CallOptions } from "../options.js";
import type { PagedList } from "../pages.js";

type Operations = typeof import("../../operations.js");

/** Bulk imports and exports of registrations. */
export class Jobs {
  readonly #context: HubContext;
  readonly #load: () => Operations | Promise<Operations>;

  /**
   * Hidden from the published types: the bundler of declarations writes `typeof import()` in a way
   * that does not compile.
   *
   * @internal
   */
  constructor(context: HubContext, load: () => Operations | Promise<Operations>) {
    this.#context = context;
    this.#load = load;
  }

  /**
   * Submits a bulk import or export. Needs the Standard tier. Like a send, it is retried only when
   * the service says that it did nothing: a job submitted twice runs twice.
   *
   * @param job `outputContainerUri` carries a signature that allows reading, writing and listing;
   *   `importFileUri`, which every import needs, one that allows reading.
   * @throws {ArgumentError} naming the member that is missing or wrong, such as
   * `job.importFileUri`.
   * @throws {HubConnectionError} with `mayHaveBeenSent` when no response came, or one that can
   *   neither be read nor names the job.
   * @example
   * const job = await client.jobs.submit({
   *   type: "ExportRegistrations",
   *   outputContainerUri: containerUrl,
   * });
   */
  submit(job: JobRequest, options?: CallOptions): HubPromise<NotificationHubJob> {
    return lazyCall(this.#load, ({ submitJob }) => submitJob(this.#context, job, options));
  }

  /**
   * Reads a job.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when there is no job with this id.
   */
  get(jobId: string, options?: CallOptions): HubPromise<NotificationHubJob> {
    return lazyCall(this.#load, ({ getJob }) => getJob(this.#context, jobId, options));
  }

  /** Lists the jobs of the hub. The service returns them in one page. */
  list(options?: CallOptions): PagedList<NotificationHubJob> {
    return lazyPagedList(async () => (await this.#load()).listJobs(this.#context, options));
  }

  /**
   * Waits until a job is Completed or Failed, and returns it either way; `failure` says why it
   * failed, and `failuresFileName` names the list of the lines that were refused. `timeoutMs`
   * limits the whole wait; default 3,600,000.
   *
   * @param job The job, or its id.
   * @throws {HubTimeoutError} when the time is over; the job goes on.
   * @throws {HubResponseError} when the service refuses, such as NH_NOT_FOUND when there is no such
   * job.
   * @example
   * const { status } = await client.jobs.wait(job, { timeoutMs: 600_000 });
   */
  wait(job: string | NotificationHubJob, options?: JobWaitOptions): HubPromise<NotificationHubJob> {
    return lazyCall(this.#load, ({ waitForJob }) => waitForJob(this.#context, job, options));
  }
}
