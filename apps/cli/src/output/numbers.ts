/** A number with commas between the thousands. */
export const count = (value: number) => value.toLocaleString("en-US");

/** The form of a word, mostly a verb, that agrees with a number: `1 device matches`, `2 match`. */
export const agree = (value: number, one: string, many: string) => (value === 1 ? one : many);

/** `1 device`, `2 devices`. */
export const plural = (value: number, one: string, many = `${one}s`) => `${count(value)} ${agree(value, one, many)}`;

/** `a`, `a and b`, `a, b and c`. */
export const inWords = (parts: readonly string[]): string =>
  [parts.slice(0, -1).join(", "), ...parts.slice(-1)].filter((part) => part !== "").join(" and ");
