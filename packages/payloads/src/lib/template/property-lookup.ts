import { ArgumentError, isArgumentError } from "../argument-error.js";
import { kindOf } from "../kind-of.js";
import type { PropertyLookup } from "./expression.js";

/**
 * The properties of a send, by name. Names ignore letter case; a value that is `undefined` counts
 * as missing.
 */
export type RenderProperties = Readonly<Record<string, string | undefined>>;

/** How a template is rendered. */
export interface RenderOptions {
  /**
   * The variables of the device's registration or installation. A property of the send with the
   * same name wins. Default: none.
   */
  readonly pushVariables?: RenderProperties | undefined;
}

/**
 * Both sets in one map, by lower-case name.
 *
 * @throws {ArgumentError} when they are not objects of strings.
 */
export function lookUpProperties(properties: RenderProperties, pushVariables?: RenderProperties): PropertyLookup {
  const lookup = new Map<string, string>();
  if (pushVariables !== undefined) addAll(lookup, "pushVariables", pushVariables);
  addAll(lookup, "properties", properties);
  return lookup;
}

function addAll(lookup: Map<string, string>, argument: string, properties: RenderProperties): void {
  if (typeof properties !== "object" || properties === null) {
    throw new ArgumentError("template", argument, "must be an object of strings");
  }
  try {
    for (const name of Object.keys(properties)) add(lookup, argument, name, properties[name]);
  } catch (cause) {
    if (isArgumentError(cause)) throw cause;
    throw new ArgumentError("template", argument, "could not be read", { cause });
  }
}

function add(lookup: Map<string, string>, argument: string, name: string, value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== "string") {
    throw new ArgumentError("template", `${argument}.${name.slice(0, 40)}`, `must be a string, not ${kindOf(value)}`);
  }
  lookup.set(name.toLowerCase(), value);
}
