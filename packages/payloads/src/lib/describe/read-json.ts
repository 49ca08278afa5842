/**
 * A member of a JSON object; `undefined` when the value is not an object or has no such member of
 * its own.
 */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** A string that is not empty, or a number as a string. */
export function text(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  if (typeof found === "number") return String(found);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** The items of an array; of anything else none. */
export function items(value: unknown, name: string): readonly unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

/** The names of an object's members. */
export function keys(value: unknown): string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** The first of the names that has a value. */
export function firstText(value: unknown, names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = text(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The lines that are there, one below the other. */
export function joinLines(lines: readonly (string | undefined)[]): string | undefined {
  const shown = lines.filter((line) => line !== undefined && line !== "");
  return shown.length === 0 ? undefined : shown.join("\n");
}

/** Data has no fixed names; these are the ones that samples and apps use. */
export function likelyTexts(data: unknown): { title?: string | undefined; body?: string | undefined } {
  return { title: text(data, "title"), body: firstText(data, ["body", "message", "msg", "text", "alert"]) };
}
