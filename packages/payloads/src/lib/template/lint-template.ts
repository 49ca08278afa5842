import { ArgumentError } from "../argument-error.js";
import type { NativePlatform } from "../platforms.js";
import { readArgument } from "../read-argument.js";
import type { Expression } from "./expression.js";
import { parseExpression } from "./parse-expression.js";
import { refuseTooLarge, type ScannedTemplate, scanTemplate } from "./scan-template.js";
import { isTemplateError } from "./template-error.js";
import { excerptAt, templateError } from "./template-excerpt.js";

/**
 * The known mistakes in templates. `syntax` and `limit` are errors: such a template cannot be
 * rendered.
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
  | "fcm-message-missing";

/** One mistake in a template. */
export interface TemplateFinding {
  readonly severity: "error" | "warning";
  readonly code: TemplateFindingCode;
  /** What is wrong and what to write instead. */
  readonly message: string;
  /** 0-based index of UTF-16 code units into the body; for a header into its value. */
  readonly position: number;
  /** The text around the position, and a caret below it. */
  readonly excerpt: string;
}

/** What is known of a template beyond its body. */
export interface LintOptions {
  /** Whose template it is. Default: guessed from the names at the root of the body. */
  readonly platform?: NativePlatform | undefined;
  /** The headers stored with the template; their values are linted too. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

const tokenWithin = /[$%#]\(|\.\(\s*\w+\s*,/;
const otherLanguages = /\$\{\s*\w|\{\{|\{\s*\w+\s*\}|\{\s*[$.%#]\(|%\{\w/;

/**
 * Finds errors in a template, and what is probably a mistake. A template without a
 * finding of severity `error` can be rendered.
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
    findings.push(errorFinding(error));
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
  return findings;
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
    findings.push(errorFinding(error));
  }
}

function errorFinding(error: unknown): TemplateFinding {
  if (!isTemplateError(error)) throw error;
  const { reason, position, excerpt } = error;
  const code = error.code === "NH_TEMPLATE_LIMIT" ? "limit" : "syntax";
  return { severity: "error", code, message: reason, position, excerpt };
}

function warning(body: string, code: TemplateFindingCode, position: number, message: string): TemplateFinding {
  return { severity: "warning", code, message, position, excerpt: excerptAt(body, position) };
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
