import {
  adm,
  apple,
  baidu,
  browser,
  fcmV1,
  gcm,
  isPayloadError,
  type Notification,
  PayloadError,
  type Platform,
  platformFacts,
  template,
  windows,
  windowsPhone,
  windowsPhoneRaw,
  windowsRaw,
  xiaomi,
} from "@nh/payloads";

type Headers = Readonly<Record<string, string>>;

/**
 * The builder of each platform for a payload given as text. What does not look like XML is a raw
 * push to Windows.
 */
const builders: Readonly<Record<Platform, (body: string, headers: Headers) => Notification>> = {
  apple: (body, headers) => apple(body, { headers }),
  fcmv1: (body, headers) => fcmV1(body, { headers }),
  gcm: (body, headers) => gcm(body, { headers }),
  windows: (body, headers) => (isXml(body) ? windows(body, { headers }) : windowsRaw(body, { headers })),
  windowsphone: (body, headers) => (isXml(body) ? windowsPhone(body, { headers }) : windowsPhoneRaw(body, { headers })),
  adm: (body, headers) => adm(body, { headers }),
  baidu: (body, headers) => baidu(body, { headers }),
  xiaomi: (body, headers) => xiaomi(body, { headers }),
  browser: (body, headers) => browser(body, { headers }),
  template: (body, headers) => template(readProperties(body), { headers }),
};

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
  | { readonly ok: true; readonly notification: Notification }
  | { readonly ok: false; readonly problem: PayloadProblem; readonly unchecked: Notification };

/** Builds what a draft stands for. Never throws. */
export function buildNotification(platform: Platform, body: string, headers: Headers): Built {
  try {
    return { ok: true, notification: builders[platform](body, headers) };
  } catch (error) {
    const contentType = platformFacts[platform].defaultContentType;
    const unchecked = Object.freeze({ platform, body, headers, contentType });
    return { ok: false, problem: problemOf(error, body), unchecked };
  }
}

function problemOf(error: unknown, body: string): PayloadProblem {
  if (!isPayloadError(error)) {
    return { message: error instanceof Error ? error.message : String(error), field: "", line: undefined };
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

/** The line on which a field stands: each part of its path is looked for behind the one before. */
export function lineOfField(body: string, field: string): number | undefined {
  let at = -1;
  for (const name of field.match(/[^.[\]@]+/g) ?? []) {
    if (/^\d+$/.test(name)) continue;
    const next =
      /[<=]/.test(body) && isXml(body)
        ? findIn(body, [`<${name}`, `:${name}`, `${name}=`], at)
        : body.indexOf(`"${name}"`, at + 1);
    if (next < 0) break;
    at = next;
  }
  return at < 0 ? undefined : body.slice(0, at).split("\n").length;
}

function findIn(body: string, forms: readonly string[], from: number): number {
  const found = forms.map((form) => body.indexOf(form, from + 1)).filter((index) => index >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}

function isXml(body: string): boolean {
  return body.trimStart().startsWith("<");
}

/** The builder takes properties as an object; that each is a string is its own check. */
function readProperties(body: string): Record<string, string> {
  let properties: unknown;
  let cause: unknown;
  try {
    properties = JSON.parse(body);
  } catch (error) {
    cause = error;
  }
  if (typeof properties === "object" && properties !== null && !Array.isArray(properties)) {
    return properties as Record<string, string>;
  }
  const rule = 'must be a JSON object of strings, such as {"greeting_en":"Hello"}';
  throw new PayloadError({ code: "NH_PAYLOAD_INVALID", platform: "template", field: "", rule, cause });
}
