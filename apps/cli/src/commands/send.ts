import type { SendResult } from "@nh/client";
import { type Notification, type Platform, platforms } from "@nh/payloads";
import { usageError } from "../cli-error.js";
import { audienceWords, type ChosenAudience, chooseAudience, missingAudience } from "../compose/audience.js";
import { composeNotification, platformsOf } from "../compose/compose-notification.js";
import { exitCodes } from "../exit-codes.js";
import { type Connection, placeOf, resolveConnection } from "../hub/connection.js";
import { dryRun } from "../hub/dry-run.js";
import { type ClientSession, withClient } from "../hub/with-client.js";
import { parseMoment } from "../input/duration.js";
import { hasErrors, warnAbout } from "../lint/finding.js";
import { lintExpression } from "../lint/lint-expression.js";
import { lintNotification } from "../lint/lint-notification.js";
import { responseIdFields } from "../output/response-ids.js";
import { command } from "../program/command.js";
import { batchFields } from "./send/bulk-send.js";
import { checkCombination } from "./send/check-combination.js";
import { confirmBroadcast } from "./send/confirm-broadcast.js";
import { resultJson, resultText } from "./send/result-view.js";
import { sendContent } from "./send/send-content.js";
import { type SendCall, sendOptions } from "./send/send-options.js";
import { sendToListed } from "./send/send-to-listed.js";
import { waitForOutcome } from "./send/wait-for-outcome.js";
import { watchSend } from "./send/who-received.js";

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
    const at = options.at === undefined ? undefined : parseMoment(options.at, io.now(), "--at");
    if (named.length > 1) return sendContent(call, { platforms: named, at, connection: ofProfile });
    const [platform] = named;
    const chosen = chooseAudience(options, platform);
    checkCombination(options, chosen);
    // For --device and --devices, --unchecked is about the handles.
    const unchecked = options.unchecked && options.payload !== undefined;
    const notification = await composeNotification(platform, { ...options, unchecked }, io);
    const expression = chosen?.expression;
    const findings = [
      ...lintNotification(notification),
      ...(expression === undefined ? [] : lintExpression(expression)),
    ];
    if (options.devices !== undefined) return sendToListed(call, notification, options.devices, findings, ofProfile);
    if (chosen === undefined) throw missingAudience();
    const act = (session: ClientSession) => sendOne(session, call, notification, chosen, at);
    if (options.dryRun) return dryRun(call, findings, act, ofProfile);
    // The client refuses what the linter calls an error, with its own message.
    if (!hasErrors(findings)) await warnAbout(call, findings);
    // Known before the confirmation, which says where the broadcast goes.
    const connection = ofProfile ?? (await resolveConnection(call));
    if (chosen.isBroadcast) await confirmBroadcast(call, named, connection);
    return withClient(
      call,
      async (session) => {
        const noteWhoReceived =
          at === undefined && options.device.length === 0
            ? await watchSend(call, connection, audienceWords(options))
            : async () => {};
        const result = await act(session);
        if (options.wait) return waitForOutcome(call, session, result, findings, options.waitTimeout);
        const text = resultText(result, at, placeOf(connection), io.stdout.columns);
        await call.output.document(resultJson(result, at, findings), text);
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
