import { platforms } from "@nh/payloads";
import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { openControl } from "../../hub/control.js";
import { asRecord, asRecords, asText, asTexts, type JsonRecord } from "../../input/json-fields.js";
import { parseJsonObject, readInput } from "../../input/read-input.js";
import { type AnyCall, command, commandGroup } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";
import { choice, duration, flag, grouped, integer, type OptionValues, text } from "../../program/option.js";

const matchOptions = grouped("What it concerns (everything unless given)", {
  operation: text("name", "an operation, such as send or putInstallation"),
  onHub: text("name", "requests to this hub"),
  method: text("method", "requests with this method"),
  path: text("prefix", "requests whose path begins so"),
  platform: choice("platform", platforms, "devices of this platform, or sends to it"),
  handle: text("handle", "this device"),
  tag: text("tag", "devices with this tag, or sends that name it"),
  installation: text("id", "this installation"),
});

const answerOptions = grouped("What happens", {
  status: integer("code", "answer with this status", { minimum: 200, maximum: 599 }),
  detail: text("text", "the sentence of the answer"),
  retryAfter: duration("span", "with a Retry-After header"),
  reset: flag("break the connection"),
  truncate: flag("break the connection in the middle of the answer"),
  delay: duration("span", "wait before it"),
  reason: text("reason", "the push platform refuses the device: BadDeviceToken, Unregistered, 410, WrongToken, …"),
  after: choice("moment", ["headers", "body", "processing"], "how far the request comes before; headers unless given"),
  percent: integer("percent", "how often; always unless given", { minimum: 0, maximum: 100 }),
  count: integer("count", "how many times; until removed unless given", { minimum: 1 }),
});

const add = command({
  summary: "make something fail on the local hub",
  hub: "local",
  options: {
    ...matchOptions,
    ...answerOptions,
    file: text("file", "the rule as JSON, or - for stdin, instead of options"),
    ...dryRunOption,
  },
  json: { id: "id of the rule" },
  examples: [
    {
      command: "nh hub fault add --operation send --status 429 --retry-after 2s --count 3",
      says: "Throttle the next three sends",
    },
    { command: "nh hub fault add --platform apple --reason Unregistered", says: "Every iPhone is gone" },
  ],
  async run(call) {
    const { options, io } = call;
    const rule =
      options.file === undefined
        ? ruleOf(call.options)
        : parseJsonObject(await readInput(options.file, io), options.file);
    const control = await openControl(call);
    if (options.dryRun) return control.plan("POST", "faults", rule);
    const answer = asRecord(await control.send("POST", "faults", rule));
    await call.output.document({ id: answer.id }, `In force as ${asText(answer.id) ?? "a fault"}.`);
    return exitCodes.ok;
  },
});

function ruleOf(options: OptionValues<typeof matchOptions & typeof answerOptions>): JsonRecord {
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
    throw usageError("Nothing would happen.", "Pass --status, --reset, --truncate, --delay or --reason.");
  return { match, answer, ...present({ probability: percent === undefined ? undefined : percent / 100, count }) };
}

function present(values: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const list = command({
  summary: "list the faults in force",
  hub: "local",
  streams: true,
  json: { faults: "array of { id, match, answer, probability, count, hits }" },
  examples: [{ command: "nh hub fault list", says: "What is broken on purpose" }],
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
      empty: "There are no faults.",
    });
    return exitCodes.ok;
  },
});

function describe(value: unknown): string {
  return Object.entries(asRecord(value))
    .map(([name, part]) => `${name}=${asText(part) ?? ""}`)
    .join(" ");
}

const remove = command({
  summary: "end a fault",
  arguments: { id: { summary: "what nh hub fault add printed" } },
  hub: "local",
  options: dryRunOption,
  json: { removed: "the id" },
  examples: [{ command: "nh hub fault remove fault-1", says: "One of them" }],
  async run(call) {
    const { id } = call.arguments;
    const control = await openControl(call);
    const path = `faults/${encodeURIComponent(id)}`;
    if (call.options.dryRun) return control.plan("DELETE", path);
    await control.send("DELETE", path);
    await call.output.document({ removed: id }, `Removed ${id}.`);
    return exitCodes.ok;
  },
});

const clear = command({
  summary: "end all faults",
  hub: "local",
  options: dryRunOption,
  json: { cleared: "true" },
  examples: [{ command: "nh hub fault clear", says: "All well again" }],
  async run(call) {
    const control = await openControl(call);
    if (call.options.dryRun) return control.plan("DELETE", "faults");
    await control.send("DELETE", "faults");
    await call.output.document({ cleared: true }, "No faults any more.");
    return exitCodes.ok;
  },
});

const scenario = command({
  summary: "put a known situation in force, or list the known ones",
  arguments: { name: { summary: "the situation, such as throttled, outage or expired-handles", optional: true } },
  hub: "local",
  options: dryRunOption,
  json: { scenarios: "array of { name, description }, without a name", ids: "ids of the faults, with one" },
  examples: [
    { command: "nh hub fault scenario", says: "Which there are" },
    { command: "nh hub fault scenario expired-handles", says: "Every handle is gone" },
  ],
  async run(call) {
    const control = await openControl(call);
    const { name } = call.arguments;
    if (name === undefined) return listScenarios(call, await control.get("faults/scenarios"));
    const path = `faults/scenarios/${encodeURIComponent(name)}`;
    if (call.options.dryRun) return control.plan("POST", path);
    const ids = asTexts(asRecord(await control.send("POST", path)).ids);
    await call.output.document({ ids }, `In force as ${ids.join(", ")}.`);
    return exitCodes.ok;
  },
});

async function listScenarios({ output }: AnyCall, answer: unknown): Promise<number> {
  await output.list(asRecords(asRecord(answer).scenarios), {
    key: "scenarios",
    json: (entry) => entry,
    row: (entry) => entry,
    columns: [
      { title: "name", value: ({ name }) => asText(name) },
      { title: "what happens", value: ({ description }) => asText(description) },
    ],
    empty: "There are no scenarios.",
  });
  return exitCodes.ok;
}

export const fault = commandGroup("failures on purpose", { add, list, remove, clear, scenario });
