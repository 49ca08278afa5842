import type { EnqueuedResult, SendResult } from "@nh/client";
import type { Notification, Platform } from "@nh/payloads";
import { platforms } from "@nh/payloads";
import { handleFormats } from "../bulk/read-handles.js";
import { usageError } from "../cli-error.js";
import { audienceOptions, type ChosenAudience, chooseAudience } from "../compose/audience.js";
import { composeNotification, platformOf } from "../compose/compose-notification.js";
import { contentOptions, deliveryOptions, payloadOptions } from "../compose/content-options.js";
import { exitCodes } from "../exit-codes.js";
import { resolveConnection } from "../hub/connection.js";
import { dryRun } from "../hub/dry-run.js";
import { type ClientSession, withClient } from "../hub/with-client.js";
import { parseMoment } from "../input/duration.js";
import { type Finding, hasErrors, warnAbout } from "../lint/finding.js";
import { lintExpression } from "../lint/lint-expression.js";
import { lintNotification } from "../lint/lint-notification.js";
import { terminalLine } from "../output/terminal-text.js";
import { type Call, command } from "../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../program/confirm.js";
import { choice, duration, flag, grouped, integer, type OptionValues, text } from "../program/option.js";
import { detailsJson, detailsText } from "./outcome.js";
import { bulkSend } from "./send/bulk-send.js";
import { resultJson, resultText } from "./send/result-view.js";

/** What one request may hold (the REST reference on batch sends). */
const maxBatchHandles = 1000;
const defaultConcurrency = 8;
const defaultWaitMs = 300_000;

const sendOptions = {
  ...contentOptions,
  ...payloadOptions,
  ...deliveryOptions,
  ...audienceOptions,
  ...grouped("Many devices by handle", {
    devices: text("file", "send to all handles in this file, or - for stdin, in batches"),
    devicesFormat: choice("format", handleFormats, "of the file; told by its name unless given"),
    column: text("name", "column of a CSV, or field of NDJSON, that holds the handle"),
    concurrency: integer("count", `batches at a time; ${defaultConcurrency} unless given`, { minimum: 1, maximum: 64 }),
    batchSize: integer("count", `handles in a batch; ${maxBatchHandles} unless given`, {
      minimum: 1,
      maximum: maxBatchHandles,
    }),
    resume: text("journal", "keep a journal in this file, and go on where it ends"),
  }),
  ...grouped("When and how", {
    at: text("moment", "later: an ISO date, or a span such as +2h; needs the Standard tier"),
    test: flag("to at most 10 devices, answering what became of it on each"),
    wait: flag("wait until telemetry is final; needs the Standard tier"),
    waitTimeout: duration("span", "how long --wait waits; 5m unless given, exit code 8 after it"),
  }),
  ...confirmOptions,
  ...dryRunOption,
};

type SendCall = Call<Record<never, never>, typeof sendOptions>;

export const send = command({
  summary: "send a notification to an audience, or to a list of devices",
  details:
    "The notification is given by its parts, by a whole payload, or by a template's properties; it is checked against the\nrules of the platform before anything is sent. Nothing broadcasts unless --everyone is written.\n\nWith --devices a batch is sent again only when the service says that it did nothing. With --resume a run that was\nkilled goes on: no acknowledged batch is repeated, none is left out. What was under way at that moment is sent again.",
  arguments: { platform: { summary: "the platform, or template", choices: platforms } },
  hub: "any",
  streams: true,
  options: sendOptions,
  json: {
    state: "enqueued; detailed with --test; the final state with --wait",
    notificationId: "key to the outcome; hubs below Standard give none",
    trackingId: "identifies the answer to Azure's support",
    correlationId: "a second one",
    attempts: "requests that it took",
    outcome: "with --test: { success, failure, results: [{ platform, handle, registrationId, outcome }] }",
    scheduledFor: "with --at: ISO date",
    details: "with --wait: see nh outcome",
    sent: "with --devices: how many batches; failed, devices, mayHaveRepeated, stoppedEarly and failures beside it",
  },
  examples: [
    { command: 'nh send apple --title "Doors open" --tags news,sport', says: "To anybody with one of two tags" },
    {
      command: "nh send template --properties title=Hello --user alice",
      says: "Through the templates of a user's devices",
    },
    { command: "nh send fcmv1 --payload offer.json --everyone --at +2h --yes", says: "A broadcast, in two hours" },
    {
      command: 'nh send apple --body "Hi" --devices handles.csv --column token --resume run.journal',
      says: "To a million handles",
    },
  ],
  async run(call) {
    const { options, io } = call;
    const platform = platformOf(call.arguments.platform);
    const chosen = chooseAudience(options, platform);
    checkCombination(options, chosen);
    const notification = await composeNotification(platform, options, io);
    const findings = [...lintNotification(notification), ...lintAudience(chosen)];
    if (options.devices !== undefined) return sendToFile(call, notification, options.devices, findings);
    if (chosen === undefined) throw noAudience();
    const at = options.at === undefined ? undefined : parseMoment(options.at, io.now(), "--at");
    const act = (session: ClientSession) => sendOne(session, call, notification, chosen, at);
    if (options.dryRun) return dryRun(call, findings, act);
    // An error of the linter is refused by the client a moment later, with its own words.
    if (!hasErrors(findings)) await warnAbout(call, findings);
    // Known before anybody is asked: the question says where the broadcast goes.
    const connection = await resolveConnection(call);
    if (chosen.isBroadcast) {
      const where = `hub ${terminalLine(connection.hubName)} at ${connection.endpoint}`;
      await confirm(call, options, `Send to everyone on ${platform}, ${where}?`);
    }
    return withClient(
      call,
      async (session) => {
        const result = await act(session);
        if (options.wait) return waitForOutcome(call, session, result);
        await call.output.document(resultJson(result, at), resultText(result, io.stdout.columns, at));
        return exitCodes.ok;
      },
      { connection },
    );
  },
});

function lintAudience(chosen: ChosenAudience | undefined): readonly Finding[] {
  return chosen?.expression === undefined ? [] : lintExpression(chosen.expression);
}

function noAudience(): Error {
  return usageError(
    "Nobody is named.",
    "Name an audience with --tag, --expression, --user, --installation or --device, or write --everyone.",
  );
}

function checkCombination(options: OptionValues<typeof sendOptions>, chosen: ChosenAudience | undefined): void {
  const toFile = options.devices !== undefined;
  if (toFile && chosen !== undefined)
    throw usageError("--devices is an audience of its own.", "Leave the other one out.");
  if (!toFile && chosen === undefined) throw noAudience();
  if (toFile && options.devices === "-" && options.payload === "-")
    throw usageError("--devices and --payload cannot both be stdin.");
  const onlyBulk = ["devicesFormat", "column", "concurrency", "batchSize", "resume"] as const;
  const stray = onlyBulk.find((name) => options[name] !== undefined);
  if (!toFile && stray !== undefined)
    throw usageError(`--${stray.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} needs --devices.`);
  const direct = toFile || options.device.length > 0;
  if (direct && (options.test || options.at !== undefined))
    throw usageError("--test and --at work with tags and --everyone only.");
  if (options.test && options.at !== undefined) throw usageError("--test and --at cannot be combined.");
  if (options.wait && (options.at !== undefined || toFile || options.test)) {
    throw usageError("--wait works with one notification that is sent now.", "Ask later with nh outcome <id>.");
  }
}

function sendOne(
  { client }: ClientSession,
  { io, options, output }: Pick<SendCall, "io" | "options" | "output">,
  notification: Notification,
  { audience, says }: ChosenAudience,
  at: Date | undefined,
): Promise<SendResult> {
  const { signal } = io;
  output.account(() => `Whether the notification to ${says} was accepted is not known.`);
  if (at !== undefined) return client.schedule(notification, audience, at, { signal });
  return client.send(notification, audience, { test: options.test, signal });
}

async function waitForOutcome(call: SendCall, { client }: ClientSession, result: SendResult): Promise<number> {
  const { notificationId } = result;
  const { io, output, options } = call;
  if (notificationId === undefined) {
    await output.document(resultJson(result, undefined), resultText(result, io.stdout.columns, undefined));
    await output.warn(
      "the service gave no id, so that there is nothing to wait for; telemetry needs the Standard tier",
    );
    return exitCodes.ok;
  }
  output.account(() => `Sent as ${notificationId}; nh outcome ${notificationId} shows what becomes of it.`);
  await output.note(`Sent as ${notificationId}, waiting for the outcome.`);
  const details = await client.waitForOutcome(notificationId, {
    timeoutMs: options.waitTimeout ?? defaultWaitMs,
    signal: io.signal,
  });
  const { trackingId, correlationId, attempts } = result as EnqueuedResult;
  await output.document(
    {
      state: details.state,
      notificationId,
      trackingId,
      correlationId,
      attempts,
      details: detailsJson(details, notificationId),
    },
    detailsText(details, notificationId, io.stdout.columns),
  );
  return exitCodes.ok;
}

async function sendToFile(
  call: SendCall,
  notification: Notification,
  path: string,
  findings: readonly Finding[],
): Promise<number> {
  const { options } = call;
  const { concurrency = defaultConcurrency, batchSize = maxBatchHandles, resume } = options;
  refuseBatches(notification.platform);
  const source = { path, format: options.devicesFormat, column: options.column };
  const bulk = { notification, source, concurrency, batchSize };
  if (options.dryRun) {
    // One document at the end is enough, and the journal must not learn of what was not sent.
    const silent = { ...call, output: { ...call.output, document: async () => {}, item: async () => {} } };
    return dryRun(call, findings, (session) => bulkSend(silent, { ...session, ...bulk, resume: undefined }));
  }
  await warnAbout(call, findings);
  return withClient(call, (session) => bulkSend(call, { ...session, ...bulk, resume }));
}

function refuseBatches(platform: Platform): void {
  if (platform === "browser")
    throw usageError("The service has no batches for browsers.", "Send to each with --device, or to a tag.");
  if (platform === "template")
    throw usageError(
      "A template reaches devices by their tags, not by their handles.",
      "Use --tag, --user or --everyone.",
    );
}
