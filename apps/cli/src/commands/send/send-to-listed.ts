import type { NativePlatform, Notification, Platform } from "@nh/payloads";
import { usageError } from "../../cli-error.js";
import type { Connection } from "../../hub/connection.js";
import { dryRun } from "../../hub/dry-run.js";
import { withClient } from "../../hub/with-client.js";
import { type Finding, warnAbout } from "../../lint/finding.js";
import { bulkSend } from "./bulk-send.js";
import { defaultConcurrency, maxBatchHandles, type SendCall } from "./send-options.js";

/** `--devices`: sends to the handles of a file. */
export async function sendToListed(
  call: SendCall,
  notification: Notification,
  path: string,
  findings: readonly Finding[],
  connection: Connection | undefined,
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
    return dryRun(
      call,
      findings,
      (session) => bulkSend(silent, { ...session, ...bulk, findings, resume: undefined }),
      connection,
    );
  }
  await warnAbout(call, findings);
  return withClient(
    call,
    (session) => bulkSend(call, { ...session, ...bulk, findings, resume }),
    connection && { connection },
  );
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
