import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { openControl } from "../../hub/control.js";
import { parseDuration, parseMoment } from "../../input/duration.js";
import { asRecord, asText } from "../../input/json-fields.js";
import { terminalText } from "../../output/terminal-text.js";
import { type AnyCall, command, commandGroup } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";

const fields = { now: "the hub's time, ISO date", frozen: "true when the clock is stopped" } as const;

const show = command({
  summary: "show the time of the local hub",
  hub: "local",
  json: fields,
  examples: [{ command: "nh hub clock show", title: "The hub's time" }],
  run: async (call) => report(call, await (await openControl(call)).get("clock")),
});

const freeze = command({
  summary: "stop the clock of the local hub, now or at a moment",
  arguments: {
    moment: { summary: "an ISO date, in UTC unless it has a zone, or a duration from now such as +2h", optional: true },
  },
  hub: "local",
  options: dryRunOption,
  json: fields,
  examples: [{ command: "nh hub clock freeze 2031-05-06T07:00:00Z", title: "At a known moment" }],
  async run(call) {
    const { moment } = call.arguments;
    const change =
      moment === undefined
        ? { freeze: true }
        : { freezeAt: parseMoment(moment, call.io.now(), "The moment").toISOString() };
    return move(call, change);
  },
});

const advance = command({
  summary: "move the clock of the local hub forward; whatever is due in between happens",
  arguments: { duration: { summary: "a duration such as 30s, 10m, 2h or 7d" } },
  hub: "local",
  options: dryRunOption,
  json: fields,
  examples: [
    { command: "nh hub clock advance 2h", title: "Notifications scheduled for the next two hours are sent at once" },
  ],
  async run(call) {
    const milliseconds = parseDuration(call.arguments.duration);
    if (milliseconds === undefined)
      throw usageError(`"${call.arguments.duration}" is not a duration.`, "Write for example 30s, 10m, 2h or 7d.");
    return move(call, { advanceSeconds: milliseconds / 1000 });
  },
});

const resume = command({
  summary: "let a stopped clock of the local hub run again",
  hub: "local",
  options: dryRunOption,
  json: fields,
  examples: [{ command: "nh hub clock resume", title: "It continues from its current time" }],
  async run(call) {
    return move(call, { resume: true });
  },
});

async function move(
  call: AnyCall & { readonly options: { readonly dryRun: boolean } },
  change: Readonly<Record<string, unknown>>,
): Promise<number> {
  const control = await openControl(call);
  if (call.options.dryRun) return control.plan("POST", "clock", change);
  return report(call, await control.send("POST", "clock", change));
}

async function report({ output }: AnyCall, state: unknown): Promise<number> {
  const { now, frozen } = asRecord(state);
  await output.document(
    { now, frozen },
    terminalText`${asText(now) ?? "unknown"}${frozen === true ? " (frozen)" : ""}`,
  );
  return exitCodes.ok;
}

export const clock = commandGroup("time of the local hub", { show, freeze, advance, resume });
