import { ArgumentError } from "./argument-error.js";

/** What one option must be. */
export interface OptionRule {
  readonly accepts: (value: unknown) => boolean;
  /** Ends the sentence `name must be …`. */
  readonly form: string;
  /** Whether the option must be given. Default false. */
  readonly required?: true;
}

/**
 * A rule for every option. The compiler makes sure that none is missing, so the names of the rules
 * are also the known names.
 */
export type OptionRules<Options> = { readonly [Name in keyof Options]-?: OptionRule };

/** What messages call the object that is checked, and one of its properties. */
export interface Wording {
  /** The argument at fault when the whole is. */
  readonly argument: string;
  /** Begins the sentence `… must be an object.` */
  readonly whole: string;
  readonly part: string;
  readonly parts: string;
  /** What the names of the properties begin with, such as `match.`. */
  readonly prefix?: string | undefined;
}

const optionWording: Wording = { argument: "options", whole: "The options", part: "option", parts: "options" };
/** For the JSON object in a request to the control API. */
export const bodyWording: Wording = { argument: "body", whole: "The body", part: "property", parts: "properties" };
export const filterWording: Wording = { argument: "filter", whole: "The filter", part: "filter", parts: "filters" };

/** The longest wait of a timer in JavaScript. */
export const LONGEST_WAIT_MS = 2_147_483_647;

export const stringRule: OptionRule = { accepts: (value) => typeof value === "string", form: "a string" };
export const flagRule: OptionRule = { accepts: (value) => typeof value === "boolean", form: "true or false" };
export const countRule: OptionRule = {
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  form: "a whole number of at least 0",
};
/** How many items a list may have. Infinity means all of them. */
export const limitRule: OptionRule = {
  accepts: (value) => value === Number.POSITIVE_INFINITY || countRule.accepts(value),
  form: countRule.form,
};
export const timeoutRule: OptionRule = {
  accepts: (value) => typeof value === "number" && value >= 0 && value <= LONGEST_WAIT_MS,
  form: `a number of milliseconds from 0 to ${LONGEST_WAIT_MS}`,
};
/** The id of a delivery or of a logged request. Both are counters. */
export const idRule: OptionRule = {
  accepts: (value) => typeof value === "string" && /^\d+$/.test(value),
  form: "an id made of digits",
};

/** A test for objects that have all of these methods, of their own or inherited. */
export function hasMethods(...names: readonly string[]): (value: unknown) => boolean {
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    names.every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === "function");
}

/** Whether HTTP can carry a name and a value as a header. */
export function isHeader([name, value]: readonly [name: string, value: unknown]): boolean {
  return (
    /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && typeof value === "string" && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
  );
}

/** Whether a value is an object with properties and not an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws {ArgumentError} when an argument that must be a string is not. */
export function demandString(argument: string, value: unknown): asserts value is string {
  if (typeof value !== "string") throw new ArgumentError(argument, `${argument} must be a string.`);
}

/**
 * Checks options. One that is not required may be missing or undefined.
 *
 * @throws {ArgumentError} when an option is unknown or wrong. The message names it and says what it
 *   must be.
 */
export function checkOptions<Options>(
  options: unknown,
  rules: OptionRules<Options>,
  wording: Wording = optionWording,
): asserts options is Options {
  if (!isObject(options)) throw new ArgumentError(wording.argument, `${wording.whole} must be an object.`);
  refuseUnknown(Object.keys(options), Object.keys(rules), wording);
  for (const [name, { accepts, form, required = false }] of Object.entries<OptionRule>(rules)) {
    const value = options[name];
    if (value === undefined ? !required : accepts(value)) continue;
    const argument = (wording.prefix ?? "") + name;
    throw new ArgumentError(argument, `${argument} must be ${form}.`);
  }
}

/**
 * Refuses unknown names. A misspelled one would otherwise be ignored silently.
 *
 * @throws {ArgumentError} when a name is unknown. The message lists the known ones.
 */
export function refuseUnknown(names: Iterable<string>, known: readonly string[], wording: Wording): void {
  const { part, parts, prefix = "" } = wording;
  for (const name of names) {
    if (known.includes(name)) continue;
    const argument = prefix + name.slice(0, 40);
    const hint =
      known.length === 0
        ? `${wording.whole} takes no ${parts}.`
        : `Known ${parts}: ${known.map((one) => prefix + one).join(", ")}.`;
    throw new ArgumentError(argument, `Unknown ${part} ${JSON.stringify(argument)}. ${hint}`);
  }
}
