import type { SendResult } from "@nh/client";
import { handleFormats } from "@nh/client/handles";
import type { NativePlatform, Notification, Platform } from "@nh/payloads";
import { platforms } from "@nh/payloads";
import { usageError } from "../cli-error.js";
import { audienceOptions, audienceWords, type ChosenAudience, chooseAudience } from "../compose/audience.js";
import { composeNotification, platformsOf } from "../compose/compose-notification.js";
import { contentOptions, deliveryOptions, payloadOptions } from "../compose/content-options.js";
import { exitCodes } from "../exit-codes.js";
import { type Connection, resolveConnection } from "../hub/connection.js";
import { dryRun } from "../hub/dry-run.js";
import { type ClientSession, withClient } from "../hub/with-client.js";
import { parseMoment } from "../input/duration.js";
import { type Finding, hasErrors, warnAbout } from "../lint/finding.js";
import { lintExpression } from "../lint/lint-expression.js";
import { lintNotification } from "../lint/lint-notification.js";
import { responseIdFields } from "../output/response-ids.js";
import { terminalLine } from "../output/terminal-text.js";
import { type Call, command } from "../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../program/confirm.js";
import { choice, duration, flag, grouped, integer, type OptionValues, text } from "../program/option.js";
import { batchFields, bulkSend } from "./send/bulk-send.js";
import { resultJson, resultText } from "./send/result-view.js";
import { sendContent } from "./send/send-content.js";
import { waitForOutcome } from "./send/wait-for-outcome.js";
import { watchSend } from "./send/who-received.js";

/** The most handles in one request (REST reference, direct batch send). */
const maxBatchHandles = 1000;
const defaultConcurrency = 8;

const sendOptions = {
  ...contentOptions,
  ...payloadOptions,
  ...deliveryOptions,
  ...audienceOptions,
  ...grouped("Many devices by handle", {
    devices: text("file", "send to all handles in this file, in batches; - for stdin"),
    devicesFormat: choice("format", handleFormats, "format of the file; default: found in its name and its first line"),
    column: text("name", "column of a table by its heading or number, or field of JSON objects, that has the handle"),
    concurrency: integer("count", `batches at the same time; default: ${defaultConcurrency}`, {
      minimum: 1,
      maximum: 64,
    }),
    batchSize: integer(
      "count",
      `handles in a batch, fewer where they do not fit into one request; default: ${maxBatchHandles}`,
      {
        minimum: 1,
        maximum: maxBatchHandles,
      },
    ),
    maxPerSecond: integer("count", "send to at most so many handles per second", {
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
    }),
    duplicates: choice("what", ["skip", "send"], "what happens to a handle that appears twice; default: skip"),
    resume: text("journal", "keep a journal in this file, and continue where it ends"),
  }),
  ...grouped("When and how", {
    at: text(
      "moment",
      "send later: an ISO date, in UTC unless it has a zone, or a duration such as +2h; needs the Standard tier",
    ),
    test: flag("send to at most 10 devices, and show the outcome for each"),
    wait: flag("wait for the final outcome; needs the Standard tier"),
    waitTimeout: duration("duration", "how long --wait waits; default: 5m, then exit code 8"),
  }),
  ...confirmOptions,
  ...dryRunOption,
};

type SendCall = Call<{ platforms: { summary: string; optional: true } }, typeof sendOptions>;

export const send = command({
  summary: "send a notification to an audience, or to a list of devices",
  details: `Describe the notification by its parts, by a whole payload, or by the properties of a template.
nh checks it against the rules of the platform before it sends anything. Nothing broadcasts
without --everyone.

With several platforms, nh makes one payload and one request for each from the same options, and
shows each result. The exit code is 7 when some of them failed.

With --devices, nh retries a batch only when the service reports that it did nothing. With
--resume, a run that was killed continues: it repeats no acknowledged batch and skips none. It
sends the batches that were under way again, and reports how many devices may have received the
notification twice in all runs. A program can continue the same journal: the option journal of
sendToDevices writes the same file.`,
  arguments: {
    platforms: {
      summary: "the platform, several separated by commas, or template; default: those of the profile",
      optional: true,
      suggestions: platforms,
    },
  },
  hub: "any",
  streams: true,
  options: sendOptions,
  json: {
    state: "enqueued; detailed with --test; the final state with --wait",
    notificationId: "ID for nh outcome; only the Standard tier returns it",
    ...responseIdFields,
    attempts: "how many requests it took",
    duplicates: "with --device and --devices: how many handles appeared twice and were skipped",
    outcome: "with --test: { success, failure, results: [{ platform, handle, registrationId, outcome }] }",
    scheduledFor: "with --at: ISO date",
    platforms:
      "with several platforms: each one's result, or { state: failed, error }; state is enqueued, partial or failed",
    notes: "with several platforms: what each leaves out of the content",
    details: "with --wait: see nh outcome",
    warnings: "array of { rule, where, message, source }: what is accepted, and is probably a mistake",
    sent: "with --devices: how many batches; next to it: failed, devices, devicesInAllRuns, duplicates, mayHaveRepeated (in all runs), stoppedEarly, notTried (devices) and failures",
  },
  line: batchFields,
  lineNeeds: "--devices",
  examples: [
    { command: 'nh send apple --title "Doors open" --tags news,sport', title: "To devices with either of two tags" },
    {
      command: "nh send template --properties title=Hello --user alice",
      title: "Through the templates of a user's devices",
    },
    {
      command: 'nh send apple,fcmv1,windows --title "Doors open" --user alice',
      title: "One message to several platforms",
    },
    { command: "nh send fcmv1 --payload offer.json --everyone --at +2h --yes", title: "A broadcast, in two hours" },
    {
      command: 'nh send apple --body "Hi" --devices handles.csv --column token --resume run.journal',
      title: "To a million handles",
    },
  ],
  async run(call) {
    const { options, io } = call;
    const { platforms: named, connection: ofProfile } = await chosenPlatforms(call);
    const [platform] = named;
    if (named.length > 1) {
      const at = options.at === undefined ? undefined : parseMoment(options.at, io.now(), "--at");
      return sendContent(call, { platforms: named, at, connection: ofProfile });
    }
    const chosen = chooseAudience(options, platform);
    checkCombination(options, chosen);
    // For --device and --devices, --unchecked is about the handles.
    const unchecked = options.unchecked && options.payload !== undefined;
    const notification = await composeNotification(platform, { ...options, unchecked }, io);
    const findings = [...lintNotification(notification), ...lintAudience(chosen)];
    if (options.devices !== undefined) return sendToListed(call, notification, options.devices, findings);
    if (chosen === undefined) throw noAudience();
    const at = options.at === undefined ? undefined : parseMoment(options.at, io.now(), "--at");
    const act = (session: ClientSession) => sendOne(session, call, notification, chosen, at);
    if (options.dryRun) return dryRun(call, findings, act);
    // The client refuses what the linter calls an error, with its own message.
    if (!hasErrors(findings)) await warnAbout(call, findings);
    // Known before the confirmation, which says where the broadcast goes.
    const connection = ofProfile ?? (await resolveConnection(call));
    if (chosen.isBroadcast) {
      const where = `hub ${terminalLine(connection.hubName)} at ${connection.endpoint}`;
      await confirm(call, options, `Send to everyone on ${platform}, ${where}?`);
    }
    return withClient(
      call,
      async (session) => {
        const noteWhoReceived =
          at === undefined && options.device.length === 0
            ? await watchSend(call, connection, audienceWords(options))
            : async () => {};
        const result = await act(session);
        if (options.wait) return waitForOutcome(call, session, result, findings, options.waitTimeout);
        await call.output.document(resultJson(result, at, findings), resultText(result, io.stdout.columns, at));
        await noteWhoReceived(platform, result);
        return exitCodes.ok;
      },
      { connection },
    );
  },
});

interface ChosenPlatforms {
  readonly platforms: readonly [Platform, ...Platform[]];
  /** Resolved when the profile had to be read. */
  readonly connection?: Connection;
}

/** The platforms of the command line, or those of the profile. */
async function chosenPlatforms(call: SendCall): Promise<ChosenPlatforms> {
  const named = call.arguments.platforms?.trim() ?? "";
  if (named !== "") return { platforms: platformsOf(named) };
  const connection = await resolveConnection(call);
  if (connection.platforms === undefined) {
    throw usageError(
      "The platform is missing.",
      `Pass it, such as nh send apple or nh send apple,fcmv1. Known platforms: ${platforms.join(", ")}.`,
    );
  }
  return { platforms: connection.platforms, connection };
}

function lintAudience(chosen: ChosenAudience | undefined): readonly Finding[] {
  return chosen?.expression === undefined ? [] : lintExpression(chosen.expression);
}

function noAudience(): Error {
  return usageError(
    "The audience is missing.",
    "Pass --tag, --expression, --user, --installation or --device, or --everyone to broadcast.",
  );
}

function checkCombination(options: OptionValues<typeof sendOptions>, chosen: ChosenAudience | undefined): void {
  const toFile = options.devices !== undefined;
  if (toFile && chosen !== undefined)
    throw usageError("--devices cannot be combined with another audience.", "Pass only one of them.");
  if (!toFile && chosen === undefined) throw noAudience();
  if (toFile && options.devices === "-" && options.payload === "-")
    throw usageError("--devices and --payload cannot both be stdin.");
  const onlyBulk = ["devicesFormat", "column", "concurrency", "batchSize", "maxPerSecond", "resume"] as const;
  const stray = onlyBulk.find((name) => options[name] !== undefined);
  if (!toFile && stray !== undefined)
    throw usageError(`--${stray.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} needs --devices.`);
  if (options.column !== undefined && options.devicesFormat === "lines")
    throw usageError("--column cannot be combined with --devices-format lines.", "A list of lines has no columns.");
  const direct = toFile || options.device.length > 0;
  if (options.unchecked && !direct && options.payload === undefined)
    throw usageError("--unchecked needs --payload, --device or --devices.");
  if (!direct && options.duplicates !== undefined) throw usageError("--duplicates needs --device or --devices.");
  if (direct && (options.test || options.at !== undefined))
    throw usageError("--test and --at cannot be combined with --device or --devices.");
  if (options.test && options.at !== undefined) throw usageError("--test and --at cannot be combined.");
  if (options.wait && (options.at !== undefined || toFile || options.test)) {
    throw usageError("--wait works only with one notification that is sent now.", "Run nh outcome <id> later.");
  }
}

function sendOne(
  { client }: ClientSession,
  { io, options, output }: Pick<SendCall, "io" | "options" | "output">,
  notification: Notification,
  { audience, description }: ChosenAudience,
  at: Date | undefined,
): Promise<SendResult> {
  const { signal } = io;
  output.account(() => `It is unknown whether the service accepted the notification to ${description}.`);
  if (at !== undefined) return client.schedule(notification, audience, at, { signal });
  return client.send(notification, audience, { test: options.test, duplicates: options.duplicates, signal });
}

async function sendToListed(
  call: SendCall,
  notification: Notification,
  path: string,
  findings: readonly Finding[],
): Promise<number> {
  const { options } = call;
  const { concurrency = defaultConcurrency, batchSize = maxBatchHandles, maxPerSecond, duplicates, resume } = options;
  const platform = batchPlatform(notification.platform);
  const { devicesFormat: format, column, unchecked } = options;
  const source = { path, platform, format, column, unchecked };
  const bulk = { notification, source, concurrency, batchSize, maxPerSecond, duplicates };
  if (options.dryRun) {
    // One document at the end is enough, and the journal must not record what was not sent.
    const silent = { ...call, output: { ...call.output, document: async () => {}, item: async () => {} } };
    return dryRun(call, findings, (session) => bulkSend(silent, { ...session, ...bulk, findings, resume: undefined }));
  }
  await warnAbout(call, findings);
  return withClient(call, (session) => bulkSend(call, { ...session, ...bulk, findings, resume }));
}

/** Platforms whose devices can be reached in batches by their handles. */
function batchPlatform(platform: Platform): NativePlatform {
  if (platform === "browser")
    throw usageError("The service has no batch send for browsers.", "Use --device for each, or a tag.");
  if (platform === "template")
    throw usageError(
      "A template send reaches devices by their tags, not by their handles.",
      "Use --tag, --user or --everyone.",
    );
  return platform;
}
