import { isWireFormatError, type NotificationHubJob } from "@nh/wire";
import { decodeJobEntry, encodeJobFeed, encodeJobResponse } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import { type Exchange, serviceUrl, versionQuery } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { secondsIso } from "../http/seconds-iso.js";
import { holdsForbiddenText } from "../http/xml-text.js";
import type { JobRecord } from "../state/job-record.js";
import { jobRecord, removal } from "../state/records.js";
import { hubKey } from "../state/state.js";
import { failedBlob, outputBlob, startJob } from "../writes/job-runner.js";
import { requireStandardTier } from "./tier.js";

/** Row 23: submits an import or an export. It runs after the response. */
export async function submitJob(context: HubContext, exchange: Exchange): Promise<RouteResponse> {
  requireStandardTier(context);
  const request = readJob(await exchange.readBody());
  if (request.type !== "ExportRegistrations" && request.importFileUri === undefined) {
    throw new Refusal(400, "An import requires an ImportFileUri.");
  }
  requireAddress("OutputContainerUri", request.outputContainerUri);
  if (request.importFileUri !== undefined) requireAddress("ImportFileUri", request.importFileUri);
  const { atMs } = exchange;
  const job: JobRecord = {
    hub: exchange.hubName,
    id: context.ids.jobId(atMs),
    type: request.type,
    status: "Started",
    progress: 0,
    outputContainerUri: request.outputContainerUri,
    importFileUri: request.importFileUri,
    inputProperties: request.inputProperties,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    linesDone: 0,
  };
  const { state } = context;
  const outdated = state.outdatedJobs;
  context.commit(() => [jobRecord(job), ...outdated.map(({ hub, id }) => removal(hub, "job", id))]);
  for (const { hub, id } of outdated) {
    state.jobs.delete(hubKey(hub, id));
    state.unreadJobs.delete(hubKey(hub, id));
  }
  state.jobs.set(hubKey(job.hub, job.id), job);
  state.unreadJobs.add(hubKey(job.hub, job.id));
  startJob(context, job);
  const location = jobUrl(exchange, job.id);
  const headers = { Location: location, "content-type": "application/atom+xml; type=entry; charset=utf-8" };
  return { status: 201, headers, body: encodeJobResponse(toWire(job), links(exchange, job)) };
}

/** Row 24: reads a job. */
export function getJob(context: HubContext, exchange: Exchange): RouteResponse {
  requireStandardTier(context);
  const job = context.state.jobs.get(hubKey(exchange.hubName, exchange.parameter));
  if (job === undefined) throw new Refusal(404, "The job does not exist.");
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body: encodeJobResponse(toWire(asRead(context, job)), links(exchange, job)),
  };
}

/** Row 25: lists the jobs, newest first because their ids sort that way. */
export function listJobs(context: HubContext, exchange: Exchange): RouteResponse {
  requireStandardTier(context);
  const own = [...context.state.jobs.values()].filter(
    ({ hub }) => hub.toLowerCase() === exchange.hubName.toLowerCase(),
  );
  own.sort((left, right) => (left.id < right.id ? -1 : 1));
  const feed = { id: serviceUrl(exchange, "jobs", exchange.url.search), updated: secondsIso(exchange.atMs) };
  const body = encodeJobFeed(
    feed,
    own.map((job) => ({ job: toWire(asRead(context, job)), links: links(exchange, job) })),
  );
  return { status: 200, headers: { "content-type": "application/xml" }, body };
}

/**
 * Refuses what is not an address. An address that leads nowhere fails the job instead of the
 * request. Users quoted the beginning of this sentence (azure-notificationhubs-java-backend 53).
 */
function requireAddress(name: string, text: string): void {
  if (URL.canParse(text)) return;
  throw new Refusal(
    400,
    `The supplied notificationhub job payload is invalid. The ${name} must be an absolute address.`,
  );
}

/**
 * A job as its reader sees it. As recorded, the first GET finds a job that has not started: it has
 * no status yet. Here an import is often done before anybody reads it, and code that takes the
 * first response for the result would pass.
 */
function asRead({ state }: HubContext, job: JobRecord): JobRecord {
  if (!state.unreadJobs.delete(hubKey(job.hub, job.id))) return job;
  return { ...job, status: "Started", progress: 0, failure: undefined, updatedAtMs: job.createdAtMs };
}

function readJob(body: string): NotificationHubJob {
  try {
    const job = decodeJobEntry(body);
    if (holdsForbiddenText(job))
      throw new Refusal(400, "A string of the job contains a character that XML cannot hold.");
    return job;
  } catch (error) {
    if (isWireFormatError(error))
      throw new Refusal(400, `The specified resource description is invalid. ${error.message}`);
    throw error;
  }
}

function toWire(job: JobRecord): NotificationHubJob {
  const finished = job.status === "Completed";
  return {
    jobId: job.id,
    type: job.type,
    status: job.status,
    progress: job.progress,
    outputContainerUri: job.outputContainerUri,
    importFileUri: job.importFileUri,
    inputProperties: job.inputProperties,
    failure: job.failure,
    createdAt: new Date(job.createdAtMs),
    updatedAt: new Date(job.updatedAtMs),
    ...(finished ? { outputFileName: `//${outputBlob(job)}`, failuresFileName: `//${failedBlob(job)}` } : {}),
  };
}

function links(exchange: Exchange, job: JobRecord): { id: string; title: string; published: string } {
  return { id: jobUrl(exchange, job.id), title: job.id, published: secondsIso(exchange.atMs) };
}

function jobUrl(exchange: Exchange, id: string): string {
  return serviceUrl(exchange, `jobs/${encodeURIComponent(id)}`, versionQuery(exchange));
}
