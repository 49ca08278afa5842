import { ArgumentError } from "../argument-error.js";
import { isPlainObject } from "../json/rule.js";
import { lineAndColumn } from "../line-and-column.js";
import type { NativePlatform } from "../platforms.js";
import { readArgument } from "../read-argument.js";
import type { Expression } from "./expression.js";
import { lintPayload } from "./lint-payload.js";
import { parseExpression } from "./parse-expression.js";
import { refuseTooLarge, type ScannedTemplate, scanTemplate } from "./scan-template.js";
import { isTemplateError } from "./template-error.js";
import { excerptAt, templateError } from "./template-excerpt.js";

/**
 * The known mistakes in templates. `syntax` and `limit` are errors: such a template cannot be
 * rendered. So is `payload-refused`: the platform refuses what the template makes of any values.
 * `payload-refused-with` says for which values it does.
 */
export type TemplateFindingCode =
  | "syntax"
  | "limit"
  | "text-beside-expression"
  | "literal-like-expression"
  | "composition-without-braces"
  | "space-behind-expression"
  | "expression-not-evaluated"
  | "apns-push-type-missing"
  | "fcm-message-missing"
  | "payload-refused"
  | "payload-refused-with"
  | "payload-warning";

/** One mistake in a template. */
export interface TemplateFinding {
  readonly severity: "error" | "warning";
  readonly code: TemplateFindingCode;
  /** What is wrong and what to write instead. */
  readonly message: string;
  /**
   * 0-based index of UTF-16 code units into the body, without a byte order mark; for a header into
   * its value.
   */
  readonly position: number;
  /** The same as a 1-based line. */
  readonly line: number;
  /** And as a 1-based column, in UTF-16 code units. */
  readonly column: number;
  /** The text around the position, and a caret below it. */
  readonly excerpt: string;
}

/** What is known of a template beyond its body. */
export interface LintOptions {
  /**
   * Whose template it is. Default: guessed from the names at the root of the body; where they do
   * not tell, no rule of a platform is checked.
   */
  readonly platform?: NativePlatform | undefined;
  /** The headers stored with the template; their values are linted too. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

const tokenWithin = /[$%#]\(|\.\(\s*\w+\s*,/;
const otherLanguages = /\$\{\s*\w|\{\{|\{\s*\w+\s*\}|\{\s*[$.%#]\(|%\{\w/;

/**
 * Finds errors in a template, and what is probably a mistake. It reads the expressions, then fills
 * the template with sample values and runs the builder of the platform on body and headers: long,
 * empty and missing values, numbers, quotes, markup and an emoji. A template without a finding of
 * severity `error` can be rendered, and its platform takes it with ordinary values.
 *
 * @throws {ArgumentError} when the body is not a string, or the options are not as their type says.
 */
export function lintTemplate(text: string, options: LintOptions = {}): TemplateFinding[] {
  let scanned: ScannedTemplate;
  const findings: TemplateFinding[] = [];
  const { platform, headers } = readArgument("lintTemplate", "options", options, readOptions);
  for (const [name, value] of Object.entries(headers)) lintHeader(name, value, findings);
  try {
    scanned = scanTemplate(text);
  } catch (error) {
    findings.push(errorFinding(text, error));
    return findings;
  }
  const { body } = scanned;
  for (const { text: value, expression, place, start } of scanned.values) {
    const position = place === "jsonString" ? start + 1 : start;
    lintExpression(value, expression, (code, message) => findings.push(warning(body, code, position, message)));
  }
  for (const { text: value, position } of scanned.unevaluated) {
    if (!tokenWithin.test(value)) continue;
    const where = scanned.format === "json" ? "the name of a property" : "text next to child elements";
    const message = `an expression in ${where} is not evaluated; make it a value of its own`;
    findings.push(warning(body, "expression-not-evaluated", position, message));
  }
  if (scanned.format === "json") lintRoot(body, { platform, headers }, findings);
  const isCertain = !findings.some(({ code, severity }) => code === "fcm-message-missing" || severity === "error");
  const whose = platform ?? guessPlatform(scanned);
  if (whose === undefined || !isCertain) return findings;
  for (const { severity, code, message, text: place, position } of lintPayload(scanned, whose, headers)) {
    findings.push(finding(severity, code, message, place, position));
  }
  return findings;
}

/** The platform that the root of a body tells. */
function guessPlatform({ format, body }: ScannedTemplate): NativePlatform | undefined {
  if (format === "xml") {
    const root = /<(?:\w+:)?(\w+)/.exec(body.replace(/<[?!][^>]*>/g, ""))?.[1] ?? "";
    if (root === "Notification") return "windowsphone";
    return ["toast", "tile", "badge"].includes(root) ? "windows" : undefined;
  }
  const root: unknown = format === "json" ? JSON.parse(body) : undefined;
  if (!isPlainObject(root)) return undefined;
  return Object.hasOwn(root, "aps") ? "apple" : Object.hasOwn(root, "message") ? "fcmv1" : undefined;
}

/** What is known of a template, read once. */
interface KnownOptions {
  readonly platform: NativePlatform | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

function readOptions({ platform, headers = {} }: LintOptions): KnownOptions {
  const read = readArgument("lintTemplate", "options.headers", headers, (given) => ({ ...given }));
  for (const [name, value] of Object.entries(read)) {
    if (typeof value === "string") continue;
    throw new ArgumentError("lintTemplate", `options.headers.${name.slice(0, 60)}`, "must be a string");
  }
  return { platform, headers: read };
}

function lintHeader(name: string, value: string, findings: TemplateFinding[]): void {
  const header = `header ${JSON.stringify(name.slice(0, 60))}: `;
  try {
    refuseTooLarge(value);
    const expression = parseExpression(value, (reason, index) => {
      throw templateError(value, index, `${header}${reason}`);
    });
    lintExpression(value, expression, (code, message) => {
      findings.push(warning(value, code, 0, `${header}${message}`));
    });
  } catch (error) {
    findings.push(errorFinding(value, error));
  }
}

function errorFinding(text: string, error: unknown): TemplateFinding {
  if (!isTemplateError(error)) throw error;
  const { reason, position, excerpt } = error;
  const code = error.code === "NH_TEMPLATE_LIMIT" ? "limit" : "syntax";
  return { severity: "error", code, message: reason, position, ...lineAndColumn(text, position), excerpt };
}

function warning(body: string, code: TemplateFindingCode, position: number, message: string): TemplateFinding {
  return finding("warning", code, message, body, position);
}

function finding(
  severity: TemplateFinding["severity"],
  code: TemplateFindingCode,
  message: string,
  body: string,
  position: number,
): TemplateFinding {
  return { severity, code, message, position, ...lineAndColumn(body, position), excerpt: excerptAt(body, position) };
}

function lintExpression(
  text: string,
  expression: Expression | undefined,
  add: (code: TemplateFindingCode, message: string) => void,
): void {
  if (expression === undefined) {
    if (tokenWithin.test(text)) {
      add(
        "text-beside-expression",
        "text beside an expression makes all of it literal; join them in braces, as in {'Hi ' + $(name)}",
      );
    } else if (otherLanguages.test(text)) {
      add("literal-like-expression", "this is literal text; an expression is written $(name)");
    }
    return;
  }
  if (!expression.braced && expression.terms.length > 1) {
    add("composition-without-braces", "put a composition in braces, as in {$(a) + $(b)}");
  }
  if (text !== text.trimEnd()) {
    add("space-behind-expression", "remove the white space behind the expression; other tools refuse it");
  }
  for (const term of expression.terms) {
    if (term.type === "literal" && tokenWithin.test(term.value)) {
      add(
        "literal-like-expression",
        "an expression in quotes is literal text; take it out of the quotes and join it with +",
      );
    }
  }
}

function lintRoot(body: string, { platform, headers }: KnownOptions, findings: TemplateFinding[]): void {
  const root: unknown = JSON.parse(body);
  const has = (name: string): boolean => typeof root === "object" && root !== null && Object.hasOwn(root, name);
  const isApple = platform === "apple" || (platform === undefined && has("aps"));
  if (isApple && !Object.keys(headers).some((name) => name.toLowerCase() === "apns-push-type")) {
    const message = "an APNs template needs the header apns-push-type, such as alert or background";
    findings.push(warning(body, "apns-push-type-missing", 0, message));
  }
  const looksLikeFcm = !has("aps") && (has("notification") || has("android"));
  const isFcm = platform === "fcmv1" || (platform === undefined && looksLikeFcm);
  if (isFcm && !has("message")) {
    const message = 'an FCM v1 template has the property "message" at its root, and everything else inside it';
    findings.push(warning(body, "fcm-message-missing", 0, message));
  }
}
