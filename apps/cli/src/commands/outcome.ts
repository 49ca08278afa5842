import type { NotificationDetails } from "@nh/wire";
import { exitCodes } from "../exit-codes.js";
import { withClient } from "../hub/with-client.js";
import { fieldLines } from "../output/field-lines.js";
import { renderTable } from "../output/table.js";
import { command } from "../program/command.js";
import { duration, flag } from "../program/option.js";

const defaultWaitMs = 300_000;

export const outcome = command({
  summary: "show the outcome of a notification",
  details: "Needs the Standard tier. The counts grow until the state is final; --wait waits for that.",
  arguments: { notificationId: { summary: "the ID that nh send printed", isId: true } },
  hub: "any",
  options: {
    wait: flag("wait until the state is final"),
    waitTimeout: duration("duration", "how long --wait waits; default: 5m, then exit code 8"),
  },
  json: {
    notificationId: "the ID",
    state: "Enqueued, Processing, Completed, NoTargetFound, Abandoned, Cancelled, Scheduled or Unknown",
    enqueueTime: "ISO date",
    startTime: "ISO date",
    endTime: "ISO date",
    tags: "the tag expression",
    targetPlatforms: "array of platforms",
    outcomeCounts: "for each platform, the count of each outcome",
  },
  examples: [{ command: "nh outcome NH-2031… --wait", title: "Wait for the final counts" }],
  async run(call) {
    const { notificationId } = call.arguments;
    const { signal } = call.io;
    const { wait, waitTimeout = defaultWaitMs } = call.options;
    const details = await withClient(call, ({ client }) =>
      wait
        ? client.waitForOutcome(notificationId, { timeoutMs: waitTimeout, signal })
        : client.getNotificationDetails(notificationId, { signal }),
    );
    await call.output.document(
      detailsJson(details, notificationId),
      detailsText(details, notificationId, call.io.stdout.columns),
    );
    return exitCodes.ok;
  },
});

/** The document for `--json`, without the URL of the error details, which holds a signature. */
export function detailsJson(
  { pnsErrorDetailsUri: _secret, ...details }: NotificationDetails,
  notificationId: string,
): unknown {
  return { notificationId, ...details };
}

export function detailsText(details: NotificationDetails, notificationId: string, width: number): string {
  const rows = Object.entries(details.outcomeCounts).flatMap(([platform, counts]) =>
    Object.entries(counts ?? {}).map(([name, count]) => ({ platform, name, count })),
  );
  const facts = fieldLines(
    [
      ["ID", notificationId],
      ["state", details.state],
      ["tags", details.tags],
      ["platforms", details.targetPlatforms?.join(", ")],
      ["enqueued", details.enqueueTime?.toISOString()],
      ["started", details.startTime?.toISOString()],
      ["ended", details.endTime?.toISOString()],
    ],
    width,
  );
  if (rows.length === 0) return facts;
  const table = renderTable(
    [
      { title: "platform", value: ({ platform }) => platform },
      { title: "outcome", value: ({ name }) => name },
      { title: "count", value: ({ count }) => count, align: "right" },
    ],
    rows,
    { width },
  );
  return `${facts}\n\n${table}`;
}
