import { ArgumentError } from "./argument-error.js";

/** What one option must be. */
export interface OptionRule {
  readonly accepts: (value: unknown) => boolean;
  /** Ends the sentence `x must be …`. */
  readonly form: string;
  /** What to add about a value that is not accepted. Default: nothing. */
  readonly advice?: (value: unknown) => string;
}

/**
 * A rule for every option, so that a table of rules is also the list of the known names: the
 * compiler finds a missing one.
 */
export type OptionRules<Options> = { readonly [Name in keyof Options]-?: OptionRule };

/**
 * The longest delay that timers of JavaScript runtimes keep, in milliseconds; a longer one fires at
 * once.
 */
export const MAX_TIMER_MS = 2_147_483_647;

/** How long something may take. */
export const timeoutRule: OptionRule = {
  accepts: (value) => isNumberBetween(value, 0, MAX_TIMER_MS) && value !== 0,
  form: `a number of milliseconds above 0, at most ${MAX_TIMER_MS}`,
};

/** How long to wait. */
export const delayRule: OptionRule = {
  accepts: (value) => isNumberBetween(value, 0, MAX_TIMER_MS),
  form: `a number of milliseconds from 0 to ${MAX_TIMER_MS}`,
};

export const flagRule: OptionRule = { accepts: (value) => typeof value === "boolean", form: "true or false" };

export const functionRule: OptionRule = { accepts: (value) => typeof value === "function", form: "a function" };

export const signalRule: OptionRule = { accepts: hasMethod("addEventListener"), form: "an AbortSignal" };

/** A whole number within bounds. */
export function wholeRule(min: number, max: number): OptionRule {
  return {
    accepts: (value) => Number.isInteger(value) && isNumberBetween(value, min, max),
    form: max === Number.POSITIVE_INFINITY ? `a whole number, ${min} or more` : `a whole number from ${min} to ${max}`,
  };
}

/** A string of a form. */
export function stringRule(pattern: RegExp, form: string): OptionRule {
  return { accepts: (value) => typeof value === "string" && pattern.test(value), form };
}

/** A test for objects that have a method, their own or their class's. */
export function hasMethod(name: string): (value: unknown) => boolean {
  return (value) => isObject(value) && typeof (value as Readonly<Record<string, unknown>>)[name] === "function";
}

/** Whether a value is an object, of whatever kind. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/**
 * Checks options of which each may be absent or undefined. A name that is not known is refused and
 * not ignored: a send with a mistyped `test` would reach everybody. To be called before anything is
 * read from the options.
 *
 * @param call The call as its user writes it, such as `installations.put`.
 * @param prefix What is before the names of nested options, such as `retry.`.
 * @throws {ArgumentError} naming the option that is wrong, and what it must be.
 */
export function checkOptions<Options>(call: string, options: unknown, rules: OptionRules<Options>, prefix = ""): void {
  if (options === undefined) return;
  if (!isPlainObject(options)) {
    throw new ArgumentError(call, "options", `must be an object, not ${describe(options)}`);
  }
  for (const name in options) {
    if (Object.hasOwn(rules, name)) continue;
    const known = Object.keys(rules).map((one) => prefix + one);
    const [option = "", form] = Object.hasOwn(meantOptions, name) ? (meantOptions[name] ?? []) : [];
    const advice = Object.hasOwn(rules, option) ? ` ${form}.` : "";
    const sentence = `Unknown option "${prefix}${name.slice(0, 40)}".${advice} Known options: ${known.join(", ")}`;
    throw new ArgumentError(call, prefix + name, { sentence });
  }
  for (const name in rules) {
    const value = options[name];
    const { accepts, form, advice } = rules[name];
    if (value === undefined || accepts(value)) continue;
    throw new ArgumentError(call, prefix + name, `must be ${form}${advice?.(value) ?? ""}`);
  }
}

/** Names that other clients have for options, and what to write here. */
const meantOptions: Readonly<Record<string, readonly [option: string, advice: string]>> = {
  timeout: ["timeoutMs", "Write timeoutMs, in milliseconds"],
  maxRetries: ["retry", "Write retry: { maxRetries: 3 }"],
  retries: ["retry", "Write retry: { maxRetries: 3 }"],
  abortSignal: ["signal", "Write signal"],
  tagExpression: ["test", "The expression itself is the audience, the second argument"],
  enableTestSend: ["test", "Write test: true"],
};

/**
 * No list, function, map or string object: their own properties are not options, so everything
 * would count as absent.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && Object.prototype.toString.call(value) === "[object Object]";
}

function isNumberBetween(value: unknown, min: number, max: number): boolean {
  return typeof value === "number" && value >= min && value <= max;
}

function describe(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "number") return String(value);
  if (!isObject(value)) return `a ${typeof value}`;
  const kind = Array.isArray(value) ? "array" : Object.prototype.toString.call(value).slice(8, -1);
  // A U is spoken as in URL and Uint8Array.
  return `a${/^[aeio]/i.test(kind) ? "n" : ""} ${kind}`;
}
