import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { openControl } from "../../hub/control.js";
import { parseDuration, parseMoment } from "../../input/duration.js";
import { asRecord, asText } from "../../input/json-fields.js";
import { type AnyCall, command, commandGroup } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";

const fields = { now: "the hub's time, ISO date", frozen: "whether it stands still" } as const;

const show = command({
  summary: "tell the time of the local hub",
  hub: "local",
  json: fields,
  examples: [{ command: "nh hub clock show", says: "What time the hub thinks it is" }],
  run: async (call) => report(call, await (await openControl(call)).get("clock")),
});

const freeze = command({
  summary: "stop the clock of the local hub, where it is or at a moment",
  arguments: { moment: { summary: "an ISO date, or a span from now such as +2h", optional: true } },
  hub: "local",
  options: dryRunOption,
  json: fields,
  examples: [{ command: "nh hub clock freeze 2031-05-06T07:00:00Z", says: "At a known moment" }],
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
  summary: "move the clock of the local hub forward; what falls due on the way happens",
  arguments: { span: { summary: "a span such as 30s, 10m, 2h or 7d" } },
  hub: "local",
  options: dryRunOption,
  json: fields,
  examples: [{ command: "nh hub clock advance 2h", says: "Scheduled notifications of two hours are sent at once" }],
  async run(call) {
    const milliseconds = parseDuration(call.arguments.span);
    if (milliseconds === undefined)
      throw usageError(`"${call.arguments.span}" is no span of time.`, "Write 30s, 10m, 2h or 7d.");
    return move(call, { advanceSeconds: milliseconds / 1000 });
  },
});

const resume = command({
  summary: "let a stopped clock of the local hub run again",
  hub: "local",
  options: dryRunOption,
  json: fields,
  examples: [{ command: "nh hub clock resume", says: "From where it stands" }],
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

async function report({ output }: AnyCall, answer: unknown): Promise<number> {
  const { now, frozen } = asRecord(answer);
  await output.document({ now, frozen }, `${asText(now) ?? "unknown"}${frozen === true ? " (frozen)" : ""}`);
  return exitCodes.ok;
}

export const clock = commandGroup("time of the local hub", { show, freeze, advance, resume });
