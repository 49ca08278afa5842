import { buildNotification } from "../build-notification.js";
import { isPayloadError, type PayloadError } from "../errors.js";
import { fieldPosition } from "../field-position.js";
import { headerValue } from "../headers.js";
import type { NativePlatform } from "../platforms.js";
import type { NotificationWarning } from "../warning.js";
import { parseTemplate } from "./parse-template.js";
import { renderExpression } from "./render-template.js";
import { absentValues, typicalValues, unusualTexts } from "./sample-values.js";
import type { ScannedTemplate, TemplateValue } from "./scan-template.js";

/** What the builder of the platform says of a filled template. */
export interface PayloadFinding {
  readonly severity: "error" | "warning";
  readonly code: "payload-refused" | "payload-refused-with" | "payload-warning";
  readonly message: string;
  /** Where: the body, or the value of a header. */
  readonly text: string;
  /** An index into that string. */
  readonly position: number;
}

/** The values of properties; `undefined` for one that the send lacks. */
type Values = ReadonlyMap<string, string | undefined>;

/** A template, and how it is filled and built. */
interface Filling {
  readonly scanned: ScannedTemplate;
  readonly headers: Readonly<Record<string, string>>;
  readonly build: (values: Values) => readonly NotificationWarning[];
}

/** The headers without which the platform cannot tell the type of a push. */
const neededHeaders: Readonly<Partial<Record<NativePlatform, readonly [name: string, values: string]>>> = {
  windows: ["X-WNS-Type", "wns/toast, wns/tile, wns/badge or wns/raw"],
  windowsphone: ["X-NotificationClass", "1 for a tile, 2 for a toast or 3 for raw"],
};

/**
 * Fills a template with sample values and runs the builder of its platform on body and headers.
 * What is refused for any values is an error; what is refused for some is a warning.
 */
export function* lintPayload(
  scanned: ScannedTemplate,
  platform: NativePlatform,
  headers: Readonly<Record<string, string>>,
): Iterable<PayloadFinding> {
  const needed = neededHeaders[platform];
  if (needed !== undefined && headerValue(headers, needed[0]) === undefined) {
    const message = `a template of ${platform} needs the header ${needed[0]}: ${needed[1]}`;
    yield { severity: "error", code: "payload-refused", message, text: scanned.body, position: 0 };
  }
  const filling = fillingOf(scanned, platform, headers);
  const values = new Map(propertiesOf(filling).map((name) => [name, typicalValues[0] ?? ""]));
  const refusal = settle(filling, values);
  if (refusal !== undefined) {
    yield {
      severity: "error",
      code: "payload-refused",
      message: messageOf(refusal),
      ...placeOf(filling, refusal.field),
    };
    return;
  }
  for (const { message, path, rule } of filling.build(values)) {
    // Holds for the platform, not for a field of the template.
    if (rule === "platform-retired") continue;
    yield { severity: "warning", code: "payload-warning", message, ...placeOf(filling, path) };
  }
  yield* lintUnusualValues(filling, values);
}

/** One finding for each property and field, with every kind of value for which it is refused. */
function* lintUnusualValues(filling: Filling, values: ReadonlyMap<string, string>): Iterable<PayloadFinding> {
  for (const [name, value] of values) {
    const found = new Map<string, { readonly refusal: PayloadError; readonly kinds: string[] }>();
    for (const sample of value === typicalValues[0] ? [...absentValues, ...unusualTexts] : absentValues) {
      const refusal = tryValues(filling, new Map<string, string | undefined>(values).set(name, sample.value));
      if (refusal === undefined) continue;
      const key = `${refusal.field} ${refusal.rule}`;
      found.set(key, { refusal, kinds: [...(found.get(key)?.kinds ?? []), sample.name] });
    }
    for (const { refusal, kinds } of found.values()) {
      const message = `with ${kinds.join(", ")} in ${name}: ${messageOf(refusal)}`;
      yield { severity: "warning", code: "payload-refused-with", message, ...placeOf(filling, refusal.field) };
    }
  }
}

/**
 * Gives each property a value that its field takes. Changes `values`.
 *
 * @returns What the platform refuses whatever the values are; `undefined` for nothing.
 */
function settle(filling: Filling, values: Map<string, string>): PayloadError | undefined {
  const settled = new Set<string>();
  for (;;) {
    const refusal = tryValues(filling, values);
    const names = refusal === undefined ? [] : propertiesAt(filling, refusal.field);
    const name = names.find((property) => !settled.has(property));
    if (refusal === undefined || name === undefined) return refusal;
    settled.add(name);
    const fitting = typicalValues.find((value) => {
      const next = tryValues(filling, new Map(values).set(name, value));
      return next?.field !== refusal.field;
    });
    if (fitting === undefined) return refusal;
    values.set(name, fitting);
  }
}

function tryValues(filling: Filling, values: Values): PayloadError | undefined {
  try {
    filling.build(values);
    return undefined;
  } catch (error) {
    if (isPayloadError(error)) return error;
    throw error;
  }
}

function fillingOf(
  scanned: ScannedTemplate,
  platform: NativePlatform,
  headers: Readonly<Record<string, string>>,
): Filling {
  const template = parseTemplate(scanned.body);
  const build: Filling["build"] = (values) => {
    const properties = Object.fromEntries(values);
    const filled = Object.entries(headers).map(([name, value]) => [name, renderExpression(value, properties)]);
    return buildNotification(platform, template.render(properties), { headers: Object.fromEntries(filled) }).warnings;
  };
  return { scanned, headers, build };
}

/** Every property, in the letter case of its first use. */
function propertiesOf({ scanned, headers }: Filling): string[] {
  const names = new Map<string, string>();
  const inHeaders = Object.values(headers).flatMap(namesIn);
  for (const name of [...scanned.values.flatMap(namesOf), ...inHeaders]) {
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()];
}

function namesOf({ expression }: TemplateValue): string[] {
  return (expression?.terms ?? []).flatMap((term) => (term.type === "property" ? term.name : []));
}

/** The properties of one value outside of a body. */
function namesIn(value: string): string[] {
  return [...value.matchAll(/[$.%#]\(\s*(\w+)/g)].map(([, name = ""]) => name);
}

/** The properties that decide the value of a field. */
function propertiesAt({ scanned, headers }: Filling, field: string): string[] {
  const header = headerOf(field);
  if (header !== undefined) return namesIn(headers[header] ?? "");
  const position = fieldPosition(scanned.body, field);
  if (position === undefined) return [];
  const value = scanned.values.find(({ start }) => start >= position);
  const between = scanned.body.slice(position, value?.start ?? position);
  const isItsValue = /^"[^"]*"\s*:\s*$|^[\w:-]+\s*=\s*["']$|^<[^>]*>$/.test(between);
  return value !== undefined && isItsValue ? namesOf(value) : [];
}

const headerOf = (field: string) => /^headers\.(.+)$/s.exec(field)?.[1];

function placeOf({ scanned, headers }: Filling, field: string): Pick<PayloadFinding, "text" | "position"> {
  const header = headerOf(field);
  if (header !== undefined) return { text: headers[header] ?? "", position: 0 };
  return { text: scanned.body, position: fieldPosition(scanned.body, field) ?? 0 };
}

/** The message without the platform, which the caller knows. */
function messageOf({ platform, message }: PayloadError): string {
  return message.slice(platform.length + 2);
}
