/** A number as American English writes it: 10,000. */
export function digits(number: number): string {
  return number.toLocaleString("en-US");
}
