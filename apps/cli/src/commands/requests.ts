import { exitCodes } from "../exit-codes.js";
import { openControl } from "../hub/control.js";
import { watchEvents } from "../hub/watch-events.js";
import { asRecord, asRecords } from "../input/json-fields.js";
import { terminalBlock } from "../output/terminal-text.js";
import { command, commandGroup } from "../program/command.js";
import { integer } from "../program/option.js";
import { requestFields, requestLine, requestText, requestView } from "./requests/request-view.js";

const defaultLimit = 100;

const list = command({
  summary: "list the requests to the local hub, newest last",
  hub: "local",
  streams: true,
  options: { limit: integer("count", "how many of the newest; default: 100", { minimum: 1 }) },
  json: { requests: "array of requests; see nh requests show" },
  examples: [{ command: "nh requests list --limit 10", title: "The last ten" }],
  async run(call) {
    const { limit = defaultLimit } = call.options;
    const { requests } = asRecord(await (await openControl(call)).get("requests", { limit }));
    await call.output.list(asRecords(requests), requestView);
    return exitCodes.ok;
  },
});

const show = command({
  summary: "show one request with its response",
  arguments: { id: { summary: "ID of the request" } },
  hub: "local",
  json: requestFields,
  examples: [{ command: "nh requests show 17", title: "What exactly the back end sent" }],
  async run(call) {
    const path = `requests/${encodeURIComponent(call.arguments.id)}`;
    const request = asRecord(await (await openControl(call)).get(path));
    await call.output.document(request, terminalBlock(requestText(request)));
    return exitCodes.ok;
  },
});

const tail = command({
  summary: "watch the requests to the local hub as they happen",
  details: "Prints one line for each; with --json or --ndjson one JSON object per line. Stop it with Ctrl-C.",
  hub: "local",
  streams: true,
  options: { count: integer("count", "stop after this many", { minimum: 1 }) },
  json: { id: "ID of the request", method: "GET, POST, …", path: "path and query", status: "status of the response" },
  examples: [{ command: "nh requests tail", title: "In a second terminal, while the back end works" }],
  async run(call) {
    const { io, output, options } = call;
    return watchEvents(call, {
      event: "request",
      count: options.count,
      async show({ type: _type, ...request }) {
        await output.item(request, requestLine(request, io.stdout));
        return true;
      },
    });
  },
});

export const requests = commandGroup("requests that the local hub received", { list, show, tail });
