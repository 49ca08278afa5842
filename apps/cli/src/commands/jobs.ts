import type { JobType, NotificationHubJob } from "@nh/wire";
import { CliError, usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { dryRun } from "../hub/dry-run.js";
import { type ClientSession, withClient } from "../hub/with-client.js";
import { resolveSecret } from "../input/secret-reference.js";
import { warnAbout } from "../lint/finding.js";
import { fieldLines } from "../output/field-lines.js";
import type { ListView } from "../output/output.js";
import { type ResponseIds, responseIdFields, responseIds } from "../output/response-ids.js";
import { command, commandGroup } from "../program/command.js";
import { dryRunOption } from "../program/confirm.js";
import { duration, flag, text } from "../program/option.js";
import { blobAddress } from "./jobs/import-file.js";
import { prepareImport } from "./jobs/prepare-import.js";

const jobTypes: Readonly<Record<string, JobType>> = {
  export: "ExportRegistrations",
  create: "ImportCreateRegistrations",
  update: "ImportUpdateRegistrations",
  upsert: "ImportUpsertRegistrations",
  delete: "ImportDeleteRegistrations",
};

const jobFields = {
  jobId: "the ID",
  type: "ExportRegistrations, ImportCreateRegistrations, …",
  status: "Started, Running, Completed or Failed",
  progress: "percent",
  outputFileName: "path of the result in the container",
  failuresFileName: "path of the refused lines in the container",
  failure: "why it failed",
  createdAt: "ISO date",
  updatedAt: "ISO date",
} as const;

const idArgument = { id: { summary: "ID of the job", isId: true } };

/** URLs of blobs hold signatures. They are secrets and are never shown. */
function jobJson({
  outputContainerUri: _output,
  importFileUri: _import,
  inputProperties: _properties,
  ...job
}: NotificationHubJob): object {
  return job;
}

/** @param ids Of the response to a change. */
function jobText(job: NotificationHubJob, width: number, ids: ResponseIds = {}): string {
  return fieldLines(
    [
      ["ID", job.jobId],
      ["type", job.type],
      ["status", job.status],
      ["progress", `${job.progress} %`],
      ["output", job.outputFileName],
      ["failures", job.failuresFileName],
      ["failure", job.failure],
      ["created", job.createdAt?.toISOString()],
      ["updated", job.updatedAt?.toISOString()],
      ["tracking ID", ids.trackingId],
    ],
    width,
  );
}

const submit = command({
  summary: "start a job: export all registrations, or import a file of them",
  details: `Needs the Standard tier. The URLs of Azure Blob Storage hold a signature, so pass them as
references. The signature needs read, write and list for the container, and read for the file.

nh reads the file first, and refuses lines that the service would refuse, or whose handle the
platform cannot have issued. A file has one registration per line and nothing else: of one with a
byte order mark, blank lines, comments (#) or quotes around lines, nh writes a clean copy to the
output container, imports the copy and says so. The copy holds handles and tags, and stays in the
container; delete it after the job. It can have 5,000 MiB. --unchecked submits the file as it is.`,
  arguments: { type: { summary: "what the job does", choices: Object.keys(jobTypes) } },
  hub: "any",
  options: {
    outputContainer: text("uri", "container for the results: env:NAME, file:PATH or the URL"),
    importFile: text(
      "uri",
      "blob with one registration per line, for every type but export: env:NAME, file:PATH or the URL",
    ),
    unchecked: flag("submit the import file as it is, without reading it first"),
    ...dryRunOption,
  },
  json: { ...jobFields, ...responseIdFields, cleanCopy: "name of the imported copy in the output container, if any" },
  examples: [
    { command: "nh jobs submit export --output-container env:CONTAINER_SAS", title: "Export" },
    { command: "nh jobs submit upsert --output-container env:OUT --import-file env:IN", title: "Import" },
  ],
  async run(call) {
    const { options, io } = call;
    const type = jobTypes[call.arguments.type] ?? "ExportRegistrations";
    if (options.outputContainer === undefined)
      throw usageError(
        "--output-container is missing.",
        "Pass the container for the results: env:NAME, file:PATH or the URL.",
      );
    if (type !== "ExportRegistrations" && options.importFile === undefined)
      throw usageError("--import-file is missing.", "Pass the blob to import: env:NAME, file:PATH or the URL.");
    const outputContainerUri = blobAddress(await resolveSecret(options.outputContainer, io), "--output-container");
    const given =
      options.importFile === undefined
        ? undefined
        : blobAddress(await resolveSecret(options.importFile, io), "--import-file");
    const source =
      given === undefined
        ? undefined
        : await prepareImport(call, { uri: given, type, container: outputContainerUri, unchecked: options.unchecked });
    const job = { type, outputContainerUri, ...(source === undefined ? {} : { importFileUri: source.uri }) };
    const work = ({ client }: ClientSession) => client.jobs.submit(job, { signal: io.signal }).withResponse();
    if (options.dryRun) return dryRun(call, source?.findings ?? [], work);
    await warnAbout(call, source?.findings ?? []);
    await source?.write();
    const { data: submitted, response } = await withClient(call, work);
    await call.output.document(
      { ...jobJson(submitted), ...responseIds(response), cleanCopy: source?.cleanCopy },
      jobText(submitted, io.stdout.columns, response),
    );
    return exitCodes.ok;
  },
});

const get = command({
  summary: "show a job",
  arguments: idArgument,
  hub: "any",
  json: jobFields,
  examples: [{ command: "nh jobs get 2518…", title: "Its status and progress" }],
  async run(call) {
    const job = await withClient(call, ({ client }) => client.jobs.get(call.arguments.id, { signal: call.io.signal }));
    await call.output.document(jobJson(job), jobText(job, call.io.stdout.columns));
    return exitCodes.ok;
  },
});

const view: ListView<NotificationHubJob, NotificationHubJob> = {
  key: "jobs",
  json: jobJson,
  row: (job) => job,
  columns: [
    { title: "id", value: ({ jobId }) => jobId },
    { title: "type", value: ({ type }) => type },
    { title: "status", value: ({ status }) => status },
    { title: "progress", value: ({ progress }) => `${progress} %`, align: "right" },
    { title: "created", value: ({ createdAt }) => createdAt?.toISOString() },
  ],
  empty: "No jobs.",
};

const list = command({
  summary: "list the jobs of the hub",
  hub: "any",
  streams: true,
  json: { jobs: "array of jobs; see nh jobs get" },
  examples: [{ command: "nh jobs list", title: "All jobs" }],
  async run(call) {
    await withClient(call, ({ client }) => call.output.list(client.jobs.list({ signal: call.io.signal }), view));
    return exitCodes.ok;
  },
});

const defaultWaitMs = 1_800_000;

const wait = command({
  summary: "wait until a job ends",
  details: "The exit code is 7 when the job fails, and 8 when it takes longer than --wait-timeout.",
  arguments: idArgument,
  hub: "any",
  options: { waitTimeout: duration("duration", "how long to wait; default: 30m") },
  json: jobFields,
  examples: [{ command: "nh jobs wait 2518… --wait-timeout 10m", title: "At most ten minutes" }],
  async run(call) {
    const { waitTimeout = defaultWaitMs } = call.options;
    const job = await withClient(call, ({ client }) =>
      client.jobs.wait(call.arguments.id, { timeoutMs: waitTimeout, signal: call.io.signal }),
    );
    await call.output.document(jobJson(job), jobText(job, call.io.stdout.columns));
    if (job.status !== "Failed") return exitCodes.ok;
    throw new CliError({
      code: "NH_CLI_JOB_FAILED",
      exitCode: exitCodes.partialFailure,
      message: `The job failed: ${job.failure ?? "the service gives no reason"}.`,
      fix:
        job.failuresFileName === undefined
          ? undefined
          : `The refused lines are in ${job.failuresFileName} in the container.`,
    });
  },
});

export const jobs = commandGroup("import and export registrations in bulk", { submit, get, list, wait });
