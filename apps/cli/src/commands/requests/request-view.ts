import { asRecord, asStrings, asText, type JsonRecord } from "../../input/json-fields.js";
import type { ListView } from "../../output/output.js";
import { terminalLine, truncate } from "../../output/terminal-text.js";

/** The stable fields of a request, for the reference. */
export const requestFields = {
  id: "a number that counts up",
  at: "the hub's time, ISO date",
  method: "GET, POST, …",
  url: "the whole URL, signatures masked",
  operation: "name of the operation, such as send; null for an unknown path",
  requestHeaders: "by name",
  requestBody: "the body, cut after 8192 characters",
  status: "status of the response",
  responseHeaders: "by name",
  responseBody: "the body, cut after 8192 characters",
  durationMs: "time until the response, in milliseconds",
  notes: "array of what was unusual",
  send: "for a send: { notificationId, matched, candidates, outcomes }; else null",
  access: "allowed, or why the token was refused, such as expired or unknown-key; null when it was not checked",
  faulted: "whether a fault replaced or truncated the response",
} as const;

export const requestView: ListView<JsonRecord, JsonRecord> = {
  key: "requests",
  json: (request) => request,
  row: (request) => request,
  columns: [
    { title: "id", value: ({ id }) => asText(id), align: "right" },
    { title: "at", value: ({ at }) => asText(at) },
    { title: "status", value: ({ status }) => asText(status), align: "right" },
    { title: "method", value: ({ method }) => asText(method) },
    { title: "operation", value: ({ operation }) => asText(operation) },
    { title: "path", value: ({ url }) => pathOf(asText(url) ?? ""), givesWay: true },
  ],
  empty: "No requests.",
};

/** An exchange as HTTP writes it: request, then response, then what was unusual. */
export function requestText(request: JsonRecord): string {
  const field = (name: string) => asText(request[name]) ?? "";
  const headerLines = (headers: unknown) =>
    Object.entries(asRecord(headers)).map(([name, value]) => `${name}: ${asText(value) ?? ""}`);
  const lines = [
    `${field("method")} ${field("url")}`,
    ...headerLines(request.requestHeaders),
    ...bodyLines(field("requestBody")),
    "",
    `${field("status")} after ${field("durationMs")} ms`,
    ...headerLines(request.responseHeaders),
    ...bodyLines(field("responseBody")),
    ...asStrings(request.notes).map((note) => `\nnote: ${note}`),
  ];
  return lines.join("\n");
}

const bodyLines = (body: string) => (body === "" ? [] : ["", body]);

/** One event of the stream as one line. */
export function requestLine(
  { id, status, method, path }: JsonRecord,
  { isTTY, columns }: { isTTY: boolean; columns: number },
): string {
  const line = [id, status, method, path].map((field) => terminalLine(asText(field) ?? "")).join(isTTY ? "  " : "\t");
  return isTTY ? truncate(line, columns) : line;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? `${new URL(url).pathname}${new URL(url).search}` : url;
}
