import type { PropertyLookup } from "./expression.js";

/** The properties of a send, by name. Names ignore letter case; a value that is `undefined` counts as missing. */
export type RenderProperties = Readonly<Record<string, string | undefined>>;

/** How a template is rendered. */
export interface RenderOptions {
  /** What the device's registration or installation has of its own. A property of the send of the same name wins. Default: none. */
  readonly pushVariables?: RenderProperties | undefined;
}

/** Both sets in one map, by lower-case name. @throws {TypeError} for a value that is no string. */
export function lookUpProperties(properties: RenderProperties, pushVariables?: RenderProperties): PropertyLookup {
  const lookup = new Map<string, string>();
  if (pushVariables !== undefined) addAll(lookup, pushVariables);
  addAll(lookup, properties);
  return lookup;
}

function addAll(lookup: Map<string, string>, properties: RenderProperties): void {
  if (typeof properties !== "object" || properties === null) {
    throw new TypeError("The properties of a template must be an object of strings");
  }
  for (const name of Object.keys(properties)) {
    const value = properties[name];
    if (value === undefined) continue;
    if (typeof value !== "string") {
      throw new TypeError(`The template property ${JSON.stringify(name)} must be a string, not ${typeof value}`);
    }
    lookup.set(name.toLowerCase(), value);
  }
}
