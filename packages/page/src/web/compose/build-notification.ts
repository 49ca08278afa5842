import {
  type BuiltNotification,
  buildNotification as build,
  fieldPosition,
  isArgumentError,
  isPayloadError,
  type Notification,
  type Platform,
  platformFacts,
} from "@nh/payloads";

type Headers = Readonly<Record<string, string>>;

/** What is wrong with a payload, and where. */
export interface PayloadProblem {
  readonly message: string;
  /** Path of the field, such as `aps.alert.title`; empty for the whole body. */
  readonly field: string;
  /** 1-based line of the body; undefined when it is not known. */
  readonly line: number | undefined;
}

/** A notification, checked by the platform's rules; or what is wrong, and the same unchecked. */
export type Built =
  | { readonly ok: true; readonly notification: BuiltNotification }
  | { readonly ok: false; readonly problem: PayloadProblem; readonly unchecked: Notification };

/** Builds what a draft stands for. Never throws. */
export function buildNotification(platform: Platform, body: string, headers: Headers): Built {
  try {
    return { ok: true, notification: build(platform, body, { headers }) };
  } catch (error) {
    const contentType = platformFacts[platform].defaultContentType;
    const unchecked = Object.freeze({ platform, body, headers, contentType });
    return { ok: false, problem: problemOf(error, body), unchecked };
  }
}

/** What a builder threw, with its place in the body. */
export function problemOf(error: unknown, body: string): PayloadProblem {
  if (isArgumentError(error)) {
    const { argument: field } = error;
    const message = error.message.replace(/^\w+: /, "");
    return { message, field, line: lineOfSyntax(error, body) ?? lineOfField(body, field) };
  }
  if (!isPayloadError(error)) {
    return { message: messageOf(error) || String(error), field: "", line: lineOfSyntax(error, body) };
  }
  const { field, rule, cause } = error;
  const reason = cause instanceof Error && field === "" ? ` (${cause.message})` : "";
  const message = `${field === "" ? "The payload" : field} ${rule}${reason}`;
  return { message, field, line: lineOfSyntax(cause, body) ?? lineOfField(body, field) };
}

/** The line on which a reader stops: engines put its place into their message. */
function lineOfSyntax(cause: unknown, body: string): number | undefined {
  const message = isXml(body) ? messageOf(cause) : syntaxError(body);
  const position = /\bposition (\d+)/i.exec(message)?.[1];
  if (position !== undefined) return body.slice(0, Number(position)).split("\n").length;
  const line = /\bline (\d+)/i.exec(message)?.[1] ?? /^(\d+):\d+/.exec(message)?.[1];
  return line === undefined ? undefined : Number(line);
}

function syntaxError(body: string): string {
  try {
    JSON.parse(body);
    return "";
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "";
}

/** The line of a field, or of the innermost part of its path that is there. */
export function lineOfField(body: string, field: string): number | undefined {
  const position = fieldPosition(body, field);
  return position === undefined ? undefined : body.slice(0, position).split("\n").length;
}

function isXml(body: string): boolean {
  return body.trimStart().startsWith("<");
}
