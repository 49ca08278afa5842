/** A number with commas between the thousands. */
export const count = (value: number) => value.toLocaleString("en-US");

/** `1 device`, `2 devices`. */
export const plural = (value: number, one: string, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`;
