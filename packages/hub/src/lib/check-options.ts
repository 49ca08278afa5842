/** What one option must be. */
export interface OptionRule {
  readonly accepts: (value: unknown) => boolean;
  /** Ends the sentence `name must be …`. */
  readonly form: string;
}

/** A rule for every option that there is: the compiler sees to it that none is missing, so that their names are the known ones. */
export type OptionRules<Options> = { readonly [Name in keyof Options]-?: OptionRule };

/** The longest wait of a timer in JavaScript. */
export const LONGEST_WAIT_MS = 2_147_483_647;

export const textRule: OptionRule = { accepts: (value) => typeof value === "string", form: "a string" };
export const flagRule: OptionRule = { accepts: (value) => typeof value === "boolean", form: "true or false" };
export const countRule: OptionRule = {
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  form: "a whole number that is not negative",
};
/** Of a list. Infinity stands for everything. */
export const limitRule: OptionRule = {
  accepts: (value) => value === Number.POSITIVE_INFINITY || countRule.accepts(value),
  form: countRule.form,
};
export const timeoutRule: OptionRule = {
  accepts: (value) => typeof value === "number" && value >= 0 && value <= LONGEST_WAIT_MS,
  form: `a number of milliseconds from 0 to ${LONGEST_WAIT_MS}`,
};
/** The id of a delivery or of a logged request: they are counted. */
export const idRule: OptionRule = {
  accepts: (value) => typeof value === "string" && /^\d+$/.test(value),
  form: "an id, in digits",
};

/** A test for objects that have all of these methods, of their own or of their class. */
export function hasMethods(...names: readonly string[]): (value: unknown) => boolean {
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    names.every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === "function");
}

/** Whether a value is an object with properties, and no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Checks options of which each may be left out or undefined.
 *
 * @param what the subject of the sentence when they are no object at all.
 * @throws {TypeError} naming the option that is wrong and what to write instead.
 */
export function checkOptions<Options>(what: string, options: unknown, rules: OptionRules<Options>): void {
  if (!isObject(options)) throw new TypeError(`${what} must be an object.`);
  refuseUnknown(Object.keys(options), Object.keys(rules));
  for (const [name, { accepts, form }] of Object.entries<OptionRule>(rules)) {
    const value = options[name];
    if (value !== undefined && !accepts(value)) throw new TypeError(`${name} must be ${form}.`);
  }
}

/**
 * Refuses names that mean nothing: one that is misspelled would otherwise be ignored without a word.
 *
 * @param where what the names stand behind, such as `answer.`.
 * @throws {TypeError} naming the wrong one and listing those that there are.
 */
export function refuseUnknown(names: Iterable<string>, known: readonly string[], where = ""): void {
  for (const name of names) {
    if (known.includes(name)) continue;
    const list = known.length === 0 ? "none" : known.map((one) => where + one).join(", ");
    throw new TypeError(`${where}${name.slice(0, 40)} is unknown; there are ${list}.`);
  }
}
