import { isCallFailure } from "@nh/client";
import { isPayloadError, isPlatform, type Notification, type Platform, platforms } from "@nh/payloads";
import { isWireFormatError } from "@nh/wire";
import { isCliError, usageError } from "../cli-error.js";
import { chooseTagAudience, missingTagAudience, tagAudienceOptions } from "../compose/audience.js";
import { composeNotification, describesNotification } from "../compose/compose-notification.js";
import { contentOptions, deliveryOptions, payloadOptions } from "../compose/content-options.js";
import { isGiven } from "../compose/is-given.js";
import { exitCodes } from "../exit-codes.js";
import { type Connection, resolveConnection } from "../hub/connection.js";
import { withClient } from "../hub/with-client.js";
import { lintNotification } from "../lint/lint-notification.js";
import { describeError } from "../output/describe-error.js";
import { type Call, command } from "../program/command.js";
import { choice, flag } from "../program/option.js";
import { type CheckedSend, checkAudience } from "./doctor/audience-checks.js";
import type { CheckResult } from "./doctor/check.js";
import { checkLines } from "./doctor/check-lines.js";
import { checkClock, checkName, checkTls } from "./doctor/connection-checks.js";
import { credentials } from "./doctor/credentials.js";
import { readForeignResponse } from "./doctor/foreign-response.js";
import { checkRights } from "./doctor/rights-checks.js";
import { chosenDevice } from "./probe/device.js";
import { probedPlatform } from "./probe/platforms.js";
import { probePush } from "./probe/probe-push.js";

const notificationOptions = { ...contentOptions, ...payloadOptions, ...deliveryOptions, ...tagAudienceOptions };

const doctorOptions = {
  platform: choice("platform", platforms, "also check a notification for this platform"),
  probe: flag("then push to the device of --installation, with the credential of the hub; needs Manage"),
  ...notificationOptions,
};

type DoctorCall = Call<Record<never, never>, typeof doctorOptions>;

export const doctor = command({
  summary: "find the first broken link between this machine and a device",
  details: `Checks configuration, name resolution, TLS, clock, key, hub and rights; with --platform and an
audience also the audience, and with a notification the template and payload. Writes and sends
nothing, unless --probe asks for a push at the end, as nh probe makes it. The exit code is that of
the first broken link.
nh doctor credentials checks the credentials of push services.`,
  commands: { credentials },
  hub: "any",
  options: doctorOptions,
  json: {
    ok: "true when nothing is broken",
    checks: "array of { check, state, says, fix }; state is ok, warning, broken or skipped",
  },
  examples: [
    { command: "nh doctor", title: "Can this machine talk to the hub?" },
    {
      command: "nh doctor --platform apple --title Hi --expression 'news && !muted'",
      title: "Why does nobody receive it?",
    },
    {
      command: "nh doctor --platform apple --title Hi --installation phone-1 --probe",
      title: "Up to the push service",
    },
  ],
  async run(call) {
    const checks: CheckResult[] = [];
    for await (const result of examine(call)) {
      checks.push(result);
      if (result.state === "broken") break;
    }
    const broken = checks.find(({ state }) => state === "broken");
    const shown = checks.map(({ exitCode: _code, ...rest }) => rest);
    await call.output.document({ ok: broken === undefined, checks: shown }, checkLines(checks, call));
    return broken === undefined ? exitCodes.ok : (broken.exitCode ?? exitCodes.unexpected);
  },
});

/** The links in order. The caller stops at the first broken one. */
async function* examine(call: DoctorCall): AsyncGenerator<CheckResult> {
  const { io } = call;
  const chosen = await sendOf(call);
  let connection: Connection;
  try {
    connection = await resolveConnection(call);
  } catch (error) {
    const { message, fix, exitCode } = describeError(error);
    yield { check: "configuration", state: "broken", says: message, ...(fix === undefined ? {} : { fix }), exitCode };
    return;
  }
  yield {
    check: "configuration",
    state: "ok",
    says: `hub ${connection.hubName} at ${connection.endpoint}, from ${connection.source}`,
  };
  yield await checkName(connection, io);
  yield await checkTls(connection, io);
  yield await checkClock(connection, call);
  yield* await withClient(call, (session) => guarded(() => checkRights(call, session)), { connection });
  if (chosen === undefined) return;
  if ("broken" in chosen) {
    yield chosen.broken;
    return;
  }
  yield* await withClient(call, (session) => guarded(() => checkAudience(session.client, chosen, io.signal)), {
    connection,
  });
  const { platform, notification } = chosen;
  if (notification === undefined) {
    yield { check: "payload", state: "skipped", says: "none was given", fix: payloadFix(platform) };
    return;
  }
  const warnings = lintNotification(notification);
  if (warnings.length === 0) yield { check: "payload", state: "ok", says: "it follows the rules of its platform" };
  for (const { message } of warnings) yield { check: "payload", state: "warning", says: message };
  if (call.options.probe) yield* await guarded(() => probeDevice(call, connection, notification));
}

/** The last link: a push with the credential of the hub. */
async function probeDevice(
  call: DoctorCall,
  { hubName: fromHub }: Connection,
  notification: Notification,
): Promise<readonly CheckResult[]> {
  const platform = probedPlatform(notification.platform);
  const { installation } = call.options;
  try {
    const handle = await chosenDevice(call, platform, { device: undefined, installation, fromHub, unchecked: false });
    const push = { platform, credential: { fromHub }, servers: {}, notification, handle };
    const { steps } = await probePush(call, { ...push, validateOnly: false });
    return steps.map((step) => ({ ...step, check: `probe ${step.check}` }));
  } catch (error) {
    if (!isCliError(error)) throw error;
    const { message: says, fix, exitCode } = error;
    return [{ check: "probe", state: "broken", says, ...(fix === undefined ? {} : { fix }), exitCode }];
  }
}

/** A failed request is a broken link too. */
async function guarded(check: () => Promise<readonly CheckResult[]>): Promise<readonly CheckResult[]> {
  try {
    return await check();
  } catch (error) {
    const foreign = readForeignResponse(error);
    if (foreign !== undefined) return [foreign];
    if (!isCallFailure(error) && !isWireFormatError(error)) throw error;
    const { message, fix, exitCode } = describeError(error);
    return [{ check: "service", state: "broken", says: message, ...(fix === undefined ? {} : { fix }), exitCode }];
  }
}

const payloadFix = (platform: Platform) =>
  `To check one, pass ${platform === "template" ? "--properties" : "--title, --body or --payload"}.`;

/** The send to check; undefined when only the hub is asked for. */
async function sendOf({
  options,
  io,
}: DoctorCall): Promise<CheckedSend | { readonly broken: CheckResult } | undefined> {
  const { platform, probe, installation } = options;
  if (probe && (platform === undefined || installation === undefined)) {
    throw usageError("--probe needs --platform and --installation.", "Or push to a handle with nh probe --device.");
  }
  if (probe && platform !== undefined) probedPlatform(platform);
  if (platform === undefined || !isPlatform(platform)) {
    if (Object.keys(notificationOptions).some((name) => isGiven(options[name as keyof typeof notificationOptions])))
      throw usageError("--platform is missing; it is needed to check a notification.", "Pass --platform.");
    return undefined;
  }
  const chosen = chooseTagAudience(options);
  if (chosen === undefined) throw missingTagAudience();
  const { expression } = chosen;
  if (!probe && !describesNotification(options)) return { platform, notification: undefined, expression };
  try {
    return { platform, notification: await composeNotification(platform, options, io), expression };
  } catch (error) {
    if (!isPayloadError(error)) throw error;
    const { message, fix, exitCode } = describeError(error);
    return {
      broken: { check: "payload", state: "broken", says: message, ...(fix === undefined ? {} : { fix }), exitCode },
    };
  }
}
