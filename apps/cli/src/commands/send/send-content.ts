import type { Content, Platform } from "@nh/payloads";
import { usageError } from "../../cli-error.js";
import {
  audienceWords,
  type ChosenAudience,
  chooseTagAudience,
  missingTagAudience,
  type tagAudienceOptions,
} from "../../compose/audience.js";
import { composeContent } from "../../compose/compose-content.js";
import type { ComposeValues } from "../../compose/content-options.js";
import { exitCodes } from "../../exit-codes.js";
import { type Connection, placeOf, resolveConnection } from "../../hub/connection.js";
import { dryRun } from "../../hub/dry-run.js";
import { noteKnownHubs } from "../../hub/missing-hub.js";
import { type ClientSession, withClient } from "../../hub/with-client.js";
import { type Finding, hasErrors, warnAbout } from "../../lint/finding.js";
import { lintExpression } from "../../lint/lint-expression.js";
import { lintNotification } from "../../lint/lint-notification.js";
import { inCommandWords } from "../../output/command-words.js";
import type { AnyCall } from "../../program/command.js";
import type { OptionValues } from "../../program/option.js";
import { confirmBroadcast } from "./confirm-broadcast.js";
import { contentExitCode, contentJson, contentText, failureNotes } from "./content-view.js";
import { watchSend } from "./who-received.js";

/** What a send to several platforms takes from the options of `nh send`. */
interface ContentSend {
  readonly platforms: readonly Platform[];
  readonly at: Date | undefined;
  /** Given when the platforms come from the profile. */
  readonly connection: Connection | undefined;
}

type ContentSendOptions = ComposeValues &
  OptionValues<typeof tagAudienceOptions> & {
    readonly device: readonly string[];
    readonly devices: string | undefined;
    readonly test: boolean;
    readonly wait: boolean;
    readonly dryRun: boolean;
    readonly yes: boolean;
  };

/** `nh send apple,fcmv1 …`: one content, one request and one result for each platform. */
export async function sendContent(
  call: AnyCall & { readonly options: ContentSendOptions },
  { platforms, at, connection: known }: ContentSend,
): Promise<number> {
  const { options, io, output } = call;
  refuseForSeveral(options, platforms);
  const chosen = chooseTagAudience(options);
  if (chosen === undefined) throw missingTagAudience();
  if (options.test && at !== undefined) throw usageError("--test and --at cannot be combined.");
  const content = composeContent(platforms, options, io);
  const findings = findingsOf(content, platforms, chosen);
  const act = ({ client }: ClientSession) => {
    output.account(() => `It is unknown which platforms accepted the notification to ${chosen.description}.`);
    if (at !== undefined) return client.schedule(content, chosen.audience, at, { platforms, signal: io.signal });
    return client.send(content, chosen.audience, { platforms, test: options.test, signal: io.signal });
  };
  if (options.dryRun) return dryRun(call, findings, act, known);
  if (!hasErrors(findings)) await warnAbout(call, findings);
  const connection = known ?? (await resolveConnection(call));
  if (chosen.isBroadcast) await confirmBroadcast(call, platforms, connection);
  return withClient(
    call,
    async (session) => {
      const watch = at === undefined ? await watchSend(call, connection, audienceWords(options)) : undefined;
      const result = await act(session);
      await output.document(
        contentJson(result, at, findings),
        contentText(result, at, placeOf(connection), io.stdout.columns),
      );
      for (const platform of platforms) {
        const one = result.platforms[platform];
        if (one !== undefined && !(one instanceof Error)) await watch?.(platform, one);
      }
      const failure = Object.values(result.platforms).find((one) => one instanceof Error);
      if (failure !== undefined) await noteKnownHubs(call, connection, failure);
      const facts = { hub: output.talksToText(), knownHubs: output.knownHubsText() };
      for (const line of failureNotes(result, facts)) await output.note(line);
      return contentExitCode(result) ?? exitCodes.ok;
    },
    { connection },
  );
}

function refuseForSeveral(options: ContentSendOptions, platforms: readonly Platform[]): void {
  const names = platforms.join(", ");
  if (options.device.length > 0 || options.devices !== undefined) {
    throw usageError(
      `--device and --devices need a single platform, not ${names}: a handle belongs to one platform.`,
      "Send to each platform's handles on their own, or pass --tag or --user.",
    );
  }
  if (options.wait) throw usageError("--wait needs a single platform.", "Run nh outcome <id> for each platform.");
}

/** What the linter finds for each platform, and what each leaves out of the content. */
function findingsOf(content: Content, platforms: readonly Platform[], chosen: ChosenAudience): readonly Finding[] {
  const ofPlatforms = platforms.flatMap((platform) => {
    const notes = content.notes(platform).map(({ field, message }) => ({
      severity: "warning" as const,
      rule: "content-left-out",
      where: field,
      message: inCommandWords(message),
    }));
    return [...lintNotification(content.for(platform)), ...notes].map(({ where, ...finding }) => ({
      ...finding,
      where: `${platform} ${where ?? ""}`.trim(),
    }));
  });
  return [...ofPlatforms, ...(chosen.expression === undefined ? [] : lintExpression(chosen.expression))];
}
