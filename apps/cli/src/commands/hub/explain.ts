import { type Platform, platforms } from "@nh/payloads";
import { chooseTagAudience, missingTagAudience, tagAudienceOptions } from "../../compose/audience.js";
import { composeNotification, describesNotification, platformOf } from "../../compose/compose-notification.js";
import { contentOptions, deliveryOptions, payloadOptions } from "../../compose/content-options.js";
import { exitCodes } from "../../exit-codes.js";
import { resolveLocalConnection } from "../../hub/connection.js";
import { controlOf } from "../../hub/control.js";
import { asRecord } from "../../input/json-fields.js";
import { command } from "../../program/command.js";
import { explanationText } from "./explanation.js";

export const explain = command({
  summary: "show for each device of the local hub whether a notification would reach it, or why not",
  arguments: { platform: { summary: "the platform, or template", choices: platforms } },
  hub: "local",
  options: {
    ...contentOptions,
    ...payloadOptions,
    ...deliveryOptions,
    ...tagAudienceOptions,
  },
  json: {
    summary: "the result, or the first broken link, in one sentence",
    answer: "the response of the service: { status, detail }",
    matched: "how many registrations the expression matches",
    candidates: "how many registrations such a send can reach at all",
    tagCounts: "for each tag of the expression, how many candidates have it",
    devices:
      "array of { platform, handle, registrationId, installationId, template, tags, reached, steps, body, headers }",
  },
  examples: [
    {
      command: "nh hub explain apple --title Hi --expression 'news && !muted'",
      title: "Who receives it, and who does not",
    },
  ],
  async run(call) {
    const { options, io } = call;
    const chosen = chooseTagAudience(options);
    if (chosen === undefined) throw missingTagAudience();
    const platform = platformOf(call.arguments.platform);
    const notification = describesNotification(options) ? await composeNotification(platform, options, io) : undefined;
    const connection = await resolveLocalConnection(call);
    const request = {
      hub: connection.hubName,
      platform,
      body: notification?.body,
      headers: notification?.headers,
      audience: chosen.expression ?? null,
    };
    const explanation = asRecord(await controlOf(call, connection).send("POST", "explain", request));
    const hasPayload = notification !== undefined;
    const text = explanationText(explanation, io.stdout.columns, hasPayload);
    await call.output.document(explanation, hasPayload ? text : `${text}\n\n${noPayload(platform)}`);
    return exitCodes.ok;
  },
});

function noPayload(platform: Platform): string {
  const options = platform === "template" ? "--properties" : "--title, --body or --payload";
  return `No payload was checked. To check one, pass ${options}.`;
}
