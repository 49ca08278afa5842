import type { SendResult } from "@nh/client";
import { exitCodes } from "../../exit-codes.js";
import { placeOf } from "../../hub/connection.js";
import type { ClientSession } from "../../hub/with-client.js";
import { type Finding, warningsJson } from "../../lint/finding.js";
import { responseIds } from "../../output/response-ids.js";
import type { AnyCall } from "../../program/command.js";
import { detailsJson, detailsText } from "../outcome.js";
import { resultJson, resultText } from "./result-view.js";

/** `--wait`: waits for the final outcome of a send and prints it. */
export async function waitForOutcome(
  { io, output }: AnyCall,
  { client, connection }: ClientSession,
  result: SendResult,
  findings: readonly Finding[],
  timeoutMs = 300_000,
): Promise<number> {
  const { notificationId } = result;
  if (notificationId === undefined) {
    await output.document(
      resultJson(result, undefined, findings),
      resultText(result, undefined, placeOf(connection), io.stdout.columns),
    );
    await output.warn(
      "the service returned no ID, so there is no outcome to wait for; telemetry needs the Standard tier",
    );
    return exitCodes.ok;
  }
  output.account(() => `Sent as ${notificationId}. nh outcome ${notificationId} shows the outcome.`);
  await output.note(`Sent as ${notificationId} to hub ${placeOf(connection)}. Waiting for the outcome.`);
  const details = await client.waitForOutcome(notificationId, { timeoutMs, signal: io.signal });
  await output.document(
    {
      state: details.state,
      notificationId,
      ...responseIds(result),
      attempts: result.attempts,
      details: detailsJson(details, notificationId),
      warnings: warningsJson(findings),
    },
    detailsText(details, notificationId, io.stdout.columns),
  );
  return exitCodes.ok;
}
