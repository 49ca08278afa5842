import { platforms } from "@nh/payloads";
import { routes } from "@nh/wire/server";
import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { openControl } from "../../hub/control.js";
import { asRecord, asRecords, asStrings, asText, type JsonRecord } from "../../input/json-fields.js";
import { parseJsonObject, readInput } from "../../input/read-input.js";
import { terminalText } from "../../output/terminal-text.js";
import { type AnyCall, command, commandGroup } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";
import { choice, duration, flag, grouped, integer, type OptionValues, text } from "../../program/option.js";

const matchOptions = grouped("Which requests (default: all)", {
  operation: choice(
    "name",
    routes.map((route) => route.operation),
    "requests of this operation",
  ),
  onHub: text("name", "requests to this hub"),
  method: text("method", "requests with this method"),
  path: text("prefix", "requests whose path begins with this"),
  platform: choice("platform", platforms, "devices of this platform, or sends to it"),
  handle: text("handle", "this device"),
  tag: text("tag", "devices with this tag, or sends that name it"),
  installation: text("id", "this installation"),
});

const effectOptions = grouped("What happens", {
  status: integer("code", "respond with this status", { minimum: 200, maximum: 599 }),
  detail: text("text", "the detail of the response"),
  retryAfter: duration("duration", "add a Retry-After header"),
  reset: flag("break the connection"),
  truncate: flag("break the connection in the middle of the response"),
  delay: duration("duration", "wait first"),
  reason: text("reason", "the push platform refuses the device: BadDeviceToken, Unregistered, 410, WrongToken, …"),
  after: choice(
    "moment",
    ["headers", "body", "processing"],
    "how far the hub processes the request first; default: headers",
  ),
  percent: integer("percent", "how often; default: always", { minimum: 0, maximum: 100 }),
  count: integer("count", "how many times; default: until the fault is removed", { minimum: 1 }),
});

const add = command({
  summary: "make something fail on the local hub",
  hub: "local",
  options: {
    ...matchOptions,
    ...effectOptions,
    file: text("file", "the rule as JSON instead of options, or - for stdin"),
    ...dryRunOption,
  },
  json: { id: "ID of the rule" },
  examples: [
    {
      command: "nh hub fault add --operation send --status 429 --retry-after 2s --count 3",
      title: "Throttle the next three sends",
    },
    { command: "nh hub fault add --platform apple --reason Unregistered", title: "Every iPhone is unregistered" },
  ],
  async run(call) {
    const { options, io } = call;
    const rule =
      options.file === undefined
        ? ruleOf(call.options)
        : parseJsonObject(await readInput(options.file, io), options.file);
    const control = await openControl(call);
    if (options.dryRun) return control.plan("POST", "faults", rule);
    const added = asRecord(await control.send("POST", "faults", rule));
    await call.output.document({ id: added.id }, terminalText`Added ${asText(added.id) ?? "the fault"}.`);
    return exitCodes.ok;
  },
});

function ruleOf(options: OptionValues<typeof matchOptions & typeof effectOptions>): JsonRecord {
  const { operation, onHub, method, path, platform, handle, tag, installation } = options;
  const { status, detail, retryAfter, reset, truncate, delay, reason, after, percent, count } = options;
  const match = present({ operation, hub: onHub, method, path, platform, handle, tag, installationId: installation });
  const answer = present({
    status,
    detail,
    retryAfterSeconds: retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1000),
    reset: reset || undefined,
    truncate: truncate || undefined,
    delayMs: delay,
    reason,
    after,
  });
  if (Object.keys(answer).length === 0)
    throw usageError("The fault has no effect.", "Pass --status, --reset, --truncate, --delay or --reason.");
  return { match, answer, ...present({ probability: percent === undefined ? undefined : percent / 100, count }) };
}

function present(values: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const list = command({
  summary: "list the active faults",
  hub: "local",
  streams: true,
  json: { faults: "array of { id, match, answer, probability, count, hits }" },
  examples: [{ command: "nh hub fault list", title: "All active faults" }],
  async run(call) {
    const { faults } = asRecord(await (await openControl(call)).get("faults"));
    await call.output.list(asRecords(faults), {
      key: "faults",
      json: (fault) => fault,
      row: (fault) => fault,
      columns: [
        { title: "id", value: ({ id }) => asText(id) },
        { title: "concerns", value: ({ match }) => describe(match) || "everything" },
        { title: "answer", value: ({ answer }) => describe(answer) },
        {
          title: "left",
          value: ({ count, hits }) => (typeof count === "number" ? count - Number(hits ?? 0) : "always"),
          align: "right",
        },
        { title: "hits", value: ({ hits }) => asText(hits), align: "right" },
      ],
      empty: "No active faults.",
    });
    return exitCodes.ok;
  },
});

function describe(value: unknown): string {
  return Object.entries(asRecord(value))
    .map(([name, part]) => `${name}=${(Array.isArray(part) ? asStrings(part).join(",") : asText(part)) ?? ""}`)
    .join(" ");
}

const remove = command({
  summary: "remove a fault",
  arguments: { id: { summary: "the ID that nh hub fault add printed" } },
  hub: "local",
  options: dryRunOption,
  json: { removed: "the ID" },
  examples: [{ command: "nh hub fault remove fault-1", title: "One fault" }],
  async run(call) {
    const { id } = call.arguments;
    const control = await openControl(call);
    const path = `faults/${encodeURIComponent(id)}`;
    if (call.options.dryRun) return control.plan("DELETE", path);
    await control.send("DELETE", path);
    await call.output.document({ removed: id }, terminalText`Removed ${id}.`);
    return exitCodes.ok;
  },
});

const clear = command({
  summary: "remove all faults",
  hub: "local",
  options: dryRunOption,
  json: { cleared: "true" },
  examples: [{ command: "nh hub fault clear", title: "Everything works again" }],
  async run(call) {
    const control = await openControl(call);
    if (call.options.dryRun) return control.plan("DELETE", "faults");
    await control.send("DELETE", "faults");
    await call.output.document({ cleared: true }, "Removed all faults.");
    return exitCodes.ok;
  },
});

const scenario = command({
  summary: "simulate a known situation, or list the known situations",
  arguments: { name: { summary: "the situation, such as throttled, outage or expired-handles", optional: true } },
  hub: "local",
  options: dryRunOption,
  json: { scenarios: "without a name: array of { name, description }", ids: "with a name: IDs of the faults" },
  examples: [
    { command: "nh hub fault scenario", title: "All known situations" },
    { command: "nh hub fault scenario expired-handles", title: "Every handle is expired" },
  ],
  async run(call) {
    const control = await openControl(call);
    const { name } = call.arguments;
    if (name === undefined) return listScenarios(call, await control.get("faults/scenarios"));
    const path = `faults/scenarios/${encodeURIComponent(name)}`;
    if (call.options.dryRun) return control.plan("POST", path);
    const ids = asStrings(asRecord(await control.send("POST", path)).ids);
    await call.output.document({ ids }, terminalText`Added ${ids.join(", ")}.`);
    return exitCodes.ok;
  },
});

async function listScenarios({ output }: AnyCall, document: unknown): Promise<number> {
  await output.list(asRecords(asRecord(document).scenarios), {
    key: "scenarios",
    json: (entry) => entry,
    row: (entry) => entry,
    columns: [
      { title: "name", value: ({ name }) => asText(name) },
      { title: "what happens", value: ({ description }) => asText(description), givesWay: true, wraps: true },
    ],
    empty: "No scenarios.",
  });
  return exitCodes.ok;
}

export const fault = commandGroup("simulate failures", { add, list, remove, clear, scenario });
