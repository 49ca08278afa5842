/** One line without control characters: what others wrote goes into messages, logs and terminals. */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
