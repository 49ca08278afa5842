import type { BrowserHandle } from "@nh/client";
import { usageError } from "../cli-error.js";
import { composeNotification } from "../compose/compose-notification.js";
import { contentOptions, deliveryOptions, payloadOptions } from "../compose/content-options.js";
import { exitCodes } from "../exit-codes.js";
import { warnAbout } from "../lint/finding.js";
import { lintNotification } from "../lint/lint-notification.js";
import { command } from "../program/command.js";
import { flag, grouped, type OptionValues, text } from "../program/option.js";
import { checkLines } from "./doctor/check-lines.js";
import { checkCredentialOptions, credentialOptions } from "./probe/credential-options.js";
import { chosenDevice } from "./probe/device.js";
import { type ProbedPlatform, probedPlatform, probedPlatforms, services } from "./probe/platforms.js";
import { probePush } from "./probe/probe-push.js";

const probeOptions = {
  ...credentialOptions,
  ...grouped("Device", {
    device: text("handle", "the device, by its handle; a browser's subscription as JSON"),
    installation: text("id", "the device of this installation of the hub"),
    validateOnly: flag("push to nobody: check the credential, and with FCM also the handle and the payload"),
  }),
  ...contentOptions,
  ...payloadOptions,
  ...deliveryOptions,
  ...grouped("Server", {
    url: text("url", "push to this server instead of the one of the service, such as a test double"),
    tokenUrl: text("url", "get access tokens from this server"),
  }),
};

type ProbeValues = OptionValues<typeof probeOptions>;

export const probe = command({
  summary: "push to one device without a hub, and say which step fails",
  details: `Pushes with your own credential straight to the push service, and prints each step: the
credential, the access token, the service, the handle, the payload. The first broken one says what
to do. Without a payload, it pushes a short text. With --validate-only, Apple, Windows, Amazon and
Xiaomi get a push to an invented device: that they refuse the device proves the credential.`,
  arguments: { platform: { summary: "the platform", suggestions: probedPlatforms } },
  hub: "any",
  options: probeOptions,
  json: {
    platform: "the platform",
    steps: "array of { check, state, says, fix }; state is ok, broken or skipped",
    result: "the response of the service: { state, reason, hint, status, id, … }; omitted when there is none",
  },
  examples: [
    {
      command:
        "nh probe apple --p8 AuthKey_ABC123DEFG.p8 --team-id DEF1234567 --bundle-id com.example.shop --device 00fc13ad…",
      title: "An iPhone that stays silent",
    },
    { command: "nh probe fcmv1 --from-hub shop --installation phone-1", title: "With the credential of a hub" },
    { command: "nh probe fcmv1 --service-account account.json --validate-only", title: "The credential alone" },
  ],
  async run(call) {
    const { options, output } = call;
    const platform = probedPlatform(call.arguments.platform);
    checkCredentialOptions(platform, options);
    const handle = await chosenDevice(call, platform, options);
    checkDevice(platform, options, handle);
    const notification = await composeNotification(platform, withDefaultText(options), call.io);
    await warnAbout(call, lintNotification(notification));
    const { steps, result } = await probePush(call, {
      platform,
      credential: options,
      servers: { url: options.url, tokenUrl: options.tokenUrl },
      notification,
      handle,
      validateOnly: options.validateOnly,
    });
    await output.document(
      { platform, steps: steps.map(({ exitCode: _, ...step }) => step), result },
      checkLines(steps, call),
    );
    return steps.find(({ state }) => state === "broken")?.exitCode ?? exitCodes.ok;
  },
});

function checkDevice(platform: ProbedPlatform, options: ProbeValues, handle: string | BrowserHandle | undefined): void {
  if (handle === undefined && !options.validateOnly) {
    throw usageError("The device is missing.", "Pass --device or --installation, or --validate-only.");
  }
  if (handle !== undefined && options.validateOnly && platform !== "fcmv1") {
    throw usageError(
      `${services[platform]} cannot check a device without a push.`,
      "Remove --validate-only to push to it, or remove the device to check the credential.",
    );
  }
}

/** Something to show, when nothing else is given. */
function withDefaultText(options: ProbeValues): ProbeValues {
  const { payload, title, body, data, silent, badge, sound } = options;
  const isGiven =
    [payload, title, body, badge, sound].some((value) => value !== undefined) || silent || data.length > 0;
  return isGiven ? options : { ...options, title: "nh probe", body: "This device can be reached." };
}
