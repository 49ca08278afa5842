import { encodeRegistration, isWireFormatError } from "@nh/wire";
import { type BlobAddress, readBlobAddress } from "./blob-address.js";
import type { HubContext } from "./context.js";
import { importLine } from "./import-line.js";
import { isFinished, type JobRecord } from "./job-record.js";
import { jobRecord } from "./records.js";
import { applyWrites, type RegistrationWrite } from "./registration-write.js";
import { hubKey } from "./state.js";
import { targetRegistration } from "./target.js";

/** Lines done between two looks at other work, so that a hub stays responsive while it imports a million. */
const SLICE = 500;

/** Runs a job from where it stands, after the current work. */
export function startJob(context: HubContext, job: JobRecord): void {
  const { state } = context;
  const step = (current: JobRecord): void => {
    setTimeout(() => {
      // A reset or an imported snapshot meanwhile has taken the job away.
      if (context.closed() || context.state !== state) {
        lineCache.delete(current.id);
        return;
      }
      const next = runSlice(context, current);
      if (!isFinished(next)) step(next);
    }, 0);
  };
  step(job);
}

/** The name of the blob with a job's results, in the job's container. */
export function outputBlob(job: JobRecord): string {
  return `${job.hub}/${job.id}/Output.txt`;
}

/** The name of the blob with the lines that a job refused. */
export function failedBlob(job: JobRecord): string {
  return `${job.hub}/${job.id}/Failed.txt`;
}

function runSlice(context: HubContext, job: JobRecord): JobRecord {
  const output = readBlobAddress(job.outputContainerUri);
  if (output === undefined)
    return finish(context, job, { failure: "The OutputContainerUri is no address of a blob container." });
  try {
    return job.type === "ExportRegistrations" ? exportSlice(context, job, output) : importSlice(context, job, output);
  } catch (error) {
    return finish(context, job, {
      failure: `The job failed: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
}

function importSlice(context: HubContext, job: JobRecord, output: BlobAddress): JobRecord {
  const source = readBlobAddress(job.importFileUri ?? "");
  if (source?.name === undefined)
    return finish(context, job, { failure: "The ImportFileUri is no address of a blob." });
  const text = context.blobs.read(source.container, source.name);
  if (text === undefined)
    return finish(context, job, { failure: `The blob ${source.container}/${source.name} does not exist.` });
  const lines = importLines(context, job, text);
  const writes: RegistrationWrite[] = [];
  const done: string[] = [];
  const failed: string[] = [];
  // Later lines of a slice see what earlier ones wrote only once the slice is applied; those that touch the same registration end it.
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
  if (done.length > 0) context.blobs.append(output.container, outputBlob(job), done.join(""));
  if (failed.length > 0) context.blobs.append(output.container, failedBlob(job), failed.join(""));
  const moved = progress(context, job, next, lines.length);
  applyWrites(context, job.hub, writes, () => [jobRecord(moved)]);
  context.state.jobs.set(hubKey(job.hub, job.id), moved);
  if (isFinished(moved)) lineCache.delete(job.id);
  return moved;
}

function exportSlice(context: HubContext, job: JobRecord, output: BlobAddress): JobRecord {
  const hub = context.state.find(job.hub);
  // An export is one look at the state as it is, so it is done at once.
  const lines: string[] = [];
  const failed: string[] = [];
  const { targets } = hub?.page(0, Number.POSITIVE_INFINITY, undefined) ?? { targets: [] };
  for (const target of targets) {
    try {
      lines.push(`${encodeRegistration(targetRegistration(target))}\r\n`);
    } catch (error) {
      if (!isWireFormatError(error)) throw error;
      failed.push(`${target.registrationId}\t${error.message}\r\n`);
    }
  }
  context.blobs.write(output.container, outputBlob(job), lines.join(""));
  if (failed.length > 0) context.blobs.write(output.container, failedBlob(job), failed.join(""));
  return finish(context, { ...job, linesDone: targets.length }, {});
}

const lineCache = new Map<string, readonly string[]>();

function importLines(context: HubContext, job: JobRecord, text: string): readonly string[] {
  const known = lineCache.get(job.id);
  if (known !== undefined) return known;
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  if (lines.length > SLICE && !context.closed()) lineCache.set(job.id, lines);
  return lines;
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
  lineCache.delete(job.id);
  try {
    context.commit(() => [jobRecord(done)]);
  } catch {
    // The store refuses it, and after a restart the job goes on where the store saw it last.
  }
  context.state.jobs.set(hubKey(job.hub, job.id), done);
  return done;
}
