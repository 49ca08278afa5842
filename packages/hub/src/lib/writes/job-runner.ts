import { isWireFormatError } from "@nh/wire";
import { encodeExportedRegistration } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import type { Reachable } from "../devices/reachable.js";
import { toRegistration } from "../devices/to-registration.js";
import { type BlobAddress, readBlobAddress } from "../http/blob-address.js";
import { isFinished, type JobRecord } from "../state/job-record.js";
import { jobRecord } from "../state/records.js";
import { hubKey } from "../state/state.js";
import { importLine } from "./import-line.js";
import { applyWrites, type RegistrationWrite } from "./registration-write.js";

/**
 * How many lines are done before other work gets its turn, so that a hub stays responsive while it
 * imports or exports a million.
 */
const SLICE = 500;

/** What a running job works on. It is read once, not for every slice. */
interface Work {
  /** The lines of an import. */
  lines?: readonly string[];
  /** The registrations of an export, from the moment when it began. */
  reachables?: readonly Reachable[];
}

/** Runs a job from where it stopped, after the current work. */
export function startJob(context: HubContext, job: JobRecord): void {
  const { state } = context;
  const work: Work = {};
  const step = (current: JobRecord): void => {
    setTimeout(() => {
      // A reset, an imported snapshot or the deletion of the hub has meanwhile removed the job.
      if (context.closing.isClosed || context.state !== state || !state.jobs.has(hubKey(job.hub, job.id))) return;
      try {
        const next = runSlice(context, current, work);
        if (!isFinished(next)) step(next);
      } catch {
        // The `now` option throws. The job stays as it is, and nobody is there to hear of it.
      }
    }, 0);
  };
  step(job);
}

/** The name of the blob with the results of a job, in the job's container. */
export function outputBlob(job: Pick<JobRecord, "hub" | "id">): string {
  return `${job.hub}/${job.id}/Output.txt`;
}

/** The name of the blob with the lines that a job refused. */
export function failedBlob(job: Pick<JobRecord, "hub" | "id">): string {
  return `${job.hub}/${job.id}/Failed.txt`;
}

function runSlice(context: HubContext, job: JobRecord, work: Work): JobRecord {
  const output = readBlobAddress(job.outputContainerUri);
  if (output === undefined)
    return finish(context, job, { failure: "The OutputContainerUri must be the address of a blob container." });
  try {
    return job.type === "ExportRegistrations"
      ? exportSlice(context, job, work, output)
      : importSlice(context, job, work, output);
  } catch (error) {
    return finish(context, job, {
      failure: `The job failed: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
}

function importSlice(context: HubContext, job: JobRecord, work: Work, output: BlobAddress): JobRecord {
  const source = readBlobAddress(job.importFileUri ?? "");
  if (source?.name === undefined)
    return finish(context, job, { failure: "The ImportFileUri must be the address of a blob." });
  const text = work.lines === undefined ? context.blobs.read(source.container, source.name) : "";
  if (text === undefined)
    return finish(context, job, { failure: `The blob ${source.container}/${source.name} does not exist.` });
  if (work.lines === undefined) takeBack(context, job, output);
  work.lines ??= text.replace(/^\ufeff/, "").split(/\r?\n/);
  const { lines } = work;
  const writes: RegistrationWrite[] = [];
  const done: string[] = [];
  const failed: string[] = [];
  // Later lines of a slice see what earlier ones wrote only once the slice is applied. A line that
  // touches the same registration ends the slice.
  const touched = new Set<string>();
  let next = job.linesDone;
  for (; next < lines.length && next < job.linesDone + SLICE; next++) {
    const line = lines[next]?.trim() ?? "";
    if (line === "") continue;
    const result = importLine(context, job, line, touched);
    if (result === "later") break;
    if ("failure" in result) failed.push(`${next + 1}\t${result.failure}\t${line}\r\n`);
    else {
      writes.push(result.write);
      done.push(`${next + 1}\t${result.output}\r\n`);
    }
  }
  const results = { output: done.join(""), failed: failed.join("") };
  const { output: outputLength, failed: failedLength } = lengthsOf(job);
  const moved: JobRecord = {
    ...progress(context, job, next, lines.length),
    resultLengths: { output: outputLength + results.output.length, failed: failedLength + results.failed.length },
  };
  try {
    if (done.length > 0) context.blobs.append(output.container, outputBlob(job), results.output);
    if (failed.length > 0) context.blobs.append(output.container, failedBlob(job), results.failed);
    applyWrites(context, job.hub, writes, () => [jobRecord(moved)]);
  } catch (error) {
    takeBack(context, job, output);
    throw error;
  }
  context.state.jobs.set(hubKey(job.hub, job.id), moved);
  return moved;
}

function lengthsOf({ resultLengths }: JobRecord): { readonly output: number; readonly failed: number } {
  return resultLengths ?? { output: 0, failed: 0 };
}

/**
 * Removes the results of lines that are not done: those of a slice that was cut short, or that the
 * store refused.
 */
function takeBack({ blobs }: HubContext, job: JobRecord, { container }: BlobAddress): void {
  const { output, failed } = lengthsOf(job);
  const cut = (name: string, length: number): void => {
    const text = blobs.read(container, name);
    if (text !== undefined && text.length > length) blobs.write(container, name, text.slice(0, length));
  };
  cut(outputBlob(job), output);
  cut(failedBlob(job), failed);
}

function exportSlice(context: HubContext, job: JobRecord, work: Work, output: BlobAddress): JobRecord {
  // An export sees one moment of the state. What is written meanwhile is not exported. After a
  // restart it begins again.
  const begins = work.reachables === undefined;
  work.reachables ??= context.state.find(job.hub)?.all() ?? [];
  const { reachables } = work;
  const from = begins ? 0 : job.linesDone;
  const lines: string[] = [];
  const failed: string[] = [];
  for (const reachable of reachables.slice(from, from + SLICE)) {
    try {
      lines.push(`${encodeExportedRegistration(toRegistration(reachable))}\r\n`);
    } catch (error) {
      if (!isWireFormatError(error)) throw error;
      failed.push(`${reachable.registrationId}\t${error.message}\r\n`);
    }
  }
  if (begins) {
    // What a run wrote that ended with the process.
    context.blobs.write(output.container, outputBlob(job), "");
    if (context.blobs.read(output.container, failedBlob(job)) !== undefined)
      context.blobs.write(output.container, failedBlob(job), "");
  }
  context.blobs.append(output.container, outputBlob(job), lines.join(""));
  if (failed.length > 0) context.blobs.append(output.container, failedBlob(job), failed.join(""));
  const moved = progress(context, job, Math.min(from + SLICE, reachables.length), reachables.length);
  if (isFinished(moved)) return finish(context, moved, {});
  context.state.jobs.set(hubKey(job.hub, job.id), moved);
  return moved;
}

function progress(context: HubContext, job: JobRecord, linesDone: number, total: number): JobRecord {
  const finished = linesDone >= total;
  return {
    ...job,
    linesDone,
    status: finished ? "Completed" : "Running",
    progress: finished ? 100 : Math.floor((linesDone / total) * 10_000) / 100,
    updatedAtMs: context.clock.now(),
  };
}

function finish(context: HubContext, job: JobRecord, { failure }: { failure?: string }): JobRecord {
  const done: JobRecord = {
    ...job,
    status: failure === undefined ? "Completed" : "Failed",
    progress: failure === undefined ? 100 : job.progress,
    ...(failure === undefined ? {} : { failure }),
    updatedAtMs: context.clock.now(),
  };
  try {
    context.commit(() => [jobRecord(done)]);
  } catch {
    // The store refuses it. After a restart the job continues from what the store saw last.
  }
  context.state.jobs.set(hubKey(job.hub, job.id), done);
  return done;
}
