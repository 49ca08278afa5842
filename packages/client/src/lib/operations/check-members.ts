import { ArgumentError } from "../argument-error.js";
import { isPlainObject, type OptionRule } from "../check-options.js";

/**
 * Checks a value that a caller passed in, before anything is sent.
 *
 * @param call The call as its user writes it, such as `installations.put`.
 * @param place Where the value is in the arguments, such as `installation.tags`.
 * @throws {ArgumentError} naming the place, and what the value must be.
 */
export type Check = (call: string, place: string, value: unknown) => void;

/** A check for every member that an object may have. The compiler finds one that is missing. */
export type MemberChecks<Type> = { readonly [Name in keyof Type]-?: Check };

/** For a member that is written by the service only, or that the codec checks. */
export const anything: Check = () => undefined;

/** The check of a rule. */
export function must({ accepts, form }: OptionRule): Check {
  return (call, place, value) => {
    if (!accepts(value)) throw new ArgumentError(call, place, `must be ${form}`);
  };
}

export const mustBeString: Check = must({ accepts: (value) => typeof value === "string", form: "a string" });

export const mustBeFlag: Check = must({ accepts: (value) => typeof value === "boolean", form: "true or false" });

/** An array whose items pass a check. A set would be written as an empty object. */
function mustBeList(item: Check, form: string): Check {
  return (call, place, value) => {
    if (!Array.isArray(value)) throw new ArgumentError(call, place, `must be ${form}`);
    for (const [index, one] of value.entries()) item(call, `${place}[${index}]`, one);
  };
}

export const mustBeStringList = mustBeList(mustBeString, 'a list of strings, such as ["vip"]');

/** An object of any names whose values pass a check. Those that are undefined are not written. */
export function mustBeMap(item: Check, form: string): Check {
  return (call, place, value) => {
    if (!isPlainObject(value)) throw new ArgumentError(call, place, `must be ${form}`);
    for (const [name, one] of Object.entries(value)) if (one !== undefined) item(call, `${place}.${name}`, one);
  };
}

export const mustBeStringMap = mustBeMap(mustBeString, 'an object whose values are strings, such as { name: "Ann" }');

/**
 * An object in which some names have strings, whatever else it holds: a handle of several parts.
 */
export function mustHaveStrings(names: readonly string[], form: string): Check {
  return (call, place, value) => {
    if (!isPlainObject(value)) throw new ArgumentError(call, place, `must be ${form}`);
    for (const name of names) mustBeString(call, `${place}.${name}`, value[name]);
  };
}

/**
 * An object of known members. A member that is not known is refused, as options are: `tag` in place
 * of `tags` would register a device without tags. One that is undefined or null counts as absent,
 * as the service reads it.
 *
 * @param form Ends the sentence `x must be …`.
 * @param meant Names that other clients have, and what to write here.
 * @param required Members that the service cannot do without.
 */
export function mustHaveMembers<Type>(
  form: string,
  checks: MemberChecks<Type>,
  meant: Readonly<Record<string, string>> = {},
  required: readonly (keyof Type & string)[] = [],
): Check {
  const known = Object.keys(checks);
  return (call, place, value) => {
    if (!isPlainObject(value)) throw new ArgumentError(call, place, `must be ${form}`);
    for (const [name, member] of Object.entries(value)) {
      const there = `${place}.${name}`;
      if (!Object.hasOwn(checks, name)) {
        const sentence = `Unknown member "${there.slice(0, 80)}".${hintFor(name, known, meant)} Known members: ${known.join(", ")}`;
        throw new ArgumentError(call, there, { sentence });
      }
      if (member !== undefined && member !== null) checks[name as keyof Type](call, there, member);
    }
    for (const name of required) checks[name](call, `${place}.${name}`, value[name]);
  };
}

function hintFor(name: string, known: readonly string[], meant: Readonly<Record<string, string>>): string {
  const lower = name.toLowerCase();
  const similar = known.find((one) => one.toLowerCase() === lower || `${lower}s` === one.toLowerCase());
  const other = Object.hasOwn(meant, name) ? meant[name] : undefined;
  const found = similar ?? other;
  return found === undefined ? "" : ` Did you mean ${found}?`;
}
