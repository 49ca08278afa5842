import type { Platform } from "@nh/payloads";
import { lineOfField, type PayloadProblem } from "./build-notification.js";
import { type FormField, formFields } from "./form-fields.js";

/** The builders whose name in `content()` is not that of their platform. */
const builders: Readonly<Partial<Record<Platform, string>>> = { fcmv1: "fcmV1", windowsphone: "windowsPhone" };

/** What `content()` calls what only this platform has. */
export function builderOf(platform: Platform): string {
  return builders[platform] ?? platform;
}

/** A path of the payload as the builder's own types have it: `aps.thread-id` is `threadId`. */
function typedPath(path: string): string {
  return path
    .replace(/\.?@/g, ".")
    .replace(/^(?:aps|message|Toast|visual)?\./, "")
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
    .replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The fields of what only one platform has: those of its payload, by the names that its builder
 * takes. The parts of lists and moments of Windows are written as JSON.
 */
export function ownFields(platform: Platform): FormField[] {
  return formFields(platform).flatMap((field) => {
    const path = field.path.join(".");
    if (/\[|binding|displayTimestamp/.test(path)) return [];
    const isFlag = field.kind === "flag" || field.choices[0] === "true";
    return { ...field, path: typedPath(path).split("."), kind: isFlag ? "boolean" : field.kind, isMain: false };
  });
}

/** A problem of the whole, if it is one of what only this platform has; else undefined. */
export function problemOfOwn(own: unknown, body: string, problem: PayloadProblem): PayloadProblem | undefined {
  const field = typedPath(problem.field);
  let value = own;
  for (const step of field.split(/[.[\]]+/)) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) break;
    if (!Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value === undefined ? undefined : { ...problem, field, line: lineOfField(body, field) };
}
