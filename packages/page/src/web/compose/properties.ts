/**
 * Template properties as the form shows them: in order, and a name may be empty while it is typed.
 */
export type Property = readonly [name: string, value: string];

/** The properties of a body; undefined when it is not a JSON object of strings. */
export function readProperties(body: string): Property[] | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return Object.entries(value).map(([name, item]) => [name, typeof item === "string" ? item : JSON.stringify(item)]);
  } catch {
    return undefined;
  }
}

/**
 * The body of properties; of two with one name the last wins, and one without a name is skipped.
 */
export function writeProperties(properties: readonly Property[]): string {
  return JSON.stringify(Object.fromEntries(properties.filter(([name]) => name !== "")), null, 2);
}
