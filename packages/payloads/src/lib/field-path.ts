/**
 * The path of a key below a field; `""` is the body. An empty key is written `""`, so that every
 * step shows.
 */
export const fieldPath = (parent: string, key: string): string => `${parent && `${parent}.`}${key || '""'}`;
