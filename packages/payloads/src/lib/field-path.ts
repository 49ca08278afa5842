/** The path of a key or an index below a field; `""` is the body. An empty key is written `""`, so that every step shows. */
export function fieldPath(parent: string, key: string | number): string {
  return typeof key === "number" ? `${parent}[${key}]` : `${parent && `${parent}.`}${key || '""'}`;
}
