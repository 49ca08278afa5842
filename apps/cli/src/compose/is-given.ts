/** Whether a parsed option was given: a list has an item, a flag is set. */
export function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
}
