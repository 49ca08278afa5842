import type { Platform } from "@nh/payloads";
import { lineOfField, type PayloadProblem } from "./build-notification.js";

type Fields = Readonly<Record<string, unknown>>;

/** What a platform's payload puts before the name of a field. */
const wrappers = /^(?:aps\.(?:alert\.)?|message\.(?:notification\.)?|notification\.)/;

/**
 * A platform's problem with a message, by the field of the message. It stays as it is where the
 * payload does not tell which field that is.
 *
 * @param body The JSON of the message.
 */
export function problemOfMessage(platform: Platform, body: string, problem: PayloadProblem): PayloadProblem {
  const field = fieldOf(platform, JSON.parse(body) as Fields, problem.field);
  if (field === undefined || !problem.message.startsWith(`${problem.field} `)) return problem;
  const message = `${field}${problem.message.slice(problem.field.length)}`;
  return { message, field, line: lineOfField(body, field) };
}

/** The field of the message from which a path of the payload comes. */
function fieldOf(platform: Platform, fields: Fields, path: string): string | undefined {
  const name = toastField(platform, fields, path) ?? path.replace(wrappers, "").replace(/^description$/, "body");
  const [first = ""] = name.split(/[.[]/);
  return Object.hasOwn(fields, first) ? name : undefined;
}

/** The strings of a toast have no names of their own. */
function toastField(platform: Platform, { title, link, data }: Fields, path: string): string | undefined {
  if (platform === "windowsphone") {
    return { text1: "title", text2: "body", param: data === undefined ? "link" : "data" }[path];
  }
  if (platform !== "windows") return undefined;
  return {
    "texts[0]": title === undefined ? "body" : "title",
    "texts[1]": "body",
    "images[0].src": "image",
    launch: link === undefined ? "data" : "link",
  }[path];
}
