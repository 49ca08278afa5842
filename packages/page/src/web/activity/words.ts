import { digits } from "../shell/digits.js";

/** Sentences one after another, without those that are empty or missing. */
export function join(...sentences: readonly (string | undefined)[]): string {
  return sentences.filter(Boolean).join(" ");
}

/** `1 device`, `2 devices`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${digits(number)} ${number === 1 ? one : many}`;
}
